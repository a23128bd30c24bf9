import { CccError } from '@ccc-store/core/protocol'
import type { Clock } from '../clock'
import { GrowingWaits } from './growing-waits'
import type { Limiter, LimitName } from './limiter'

/** Who tries to log in. */
export interface Attempt {
  role: 'agent' | 'admin'
  /** the name to log in with; there may be no such account */
  account: string
  /** by addressKey */
  address: string
  /** the account has logged in from there before */
  isKnownThere: boolean
}

/** What takes a wrong guess into account. */
interface Count {
  take(): Promise<void>
  giveBack(): Promise<void>
}

/**
 * Slows down who guesses passwords without locking out who knows one. Only wrong ones count. Where an account has logged
 * in before, nothing counts but the wrong ones for that account from there, and the waits are short. Everywhere else they
 * count by address, by account and address, and by account. The numbers are in policy.ts.
 */
export class LoginGuard {
  private readonly whereKnown: GrowingWaits

  constructor(
    private readonly limiter: Limiter,
    clock: Clock,
  ) {
    this.whereKnown = new GrowingWaits(limiter.staffLoginWhereKnown, clock)
  }

  /**
   * @param logIn throws PASSWORD_WRONG for a wrong guess
   * @throws CccError RATE_LIMITED, and what `logIn` throws
   */
  async run<T>(attempt: Attempt, logIn: () => Promise<T>): Promise<T> {
    const taken: Count[] = []
    try {
      // before the password is looked at: many guesses sent at once count like those sent one by one
      for (const count of this.countsOf(attempt)) {
        await count.take()
        taken.push(count)
      }
      const login = await logIn()
      await giveBack(taken)
      return login
    } catch (error) {
      const isGuess = error instanceof CccError && error.code === 'PASSWORD_WRONG'
      if (!isGuess) await giveBack(taken)
      throw error
    }
  }

  private countsOf({ role, account, address, isKnownThere }: Attempt): Count[] {
    const here = `${role}\n${account}\n${address}`
    if (isKnownThere) {
      return [{ take: async () => this.whereKnown.take(here), giveBack: async () => this.whereKnown.giveBack(here) }]
    }
    return [
      this.limit('staffLoginPerAddress', `${role}\n${address}`),
      this.limit('staffLoginPerAccountHere', here),
      this.limit('staffLoginPerAccount', `${role}\n${account}`),
    ]
  }

  private limit(name: LimitName, key: string): Count {
    return { take: () => this.limiter.take(name, key), giveBack: () => this.limiter.giveBack(name, key) }
  }
}

async function giveBack(taken: readonly Count[]): Promise<void> {
  for (const count of taken) await count.giveBack()
}
