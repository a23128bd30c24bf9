import { CccError } from '@ccc-store/core/protocol'
import { KNOWN_ADDRESSES_PER_ACCOUNT } from '../config/policy'
import type { Limiter } from './limiter'

/**
 * Slows down who guesses passwords without locking out who knows one: wrong ones are counted by role, account and
 * address. An account has a higher cap on wrong ones from everywhere, which does not hold where it has logged in before.
 */
export class LoginGuard {
  /** by role and account: the addresses it has logged in from, the latest last */
  private readonly known = new Map<string, Set<string>>()

  constructor(private readonly limiter: Limiter) {}

  /**
   * @param logIn throws PASSWORD_WRONG for a wrong guess
   * @throws CccError RATE_LIMITED, and what `logIn` throws
   */
  async attempt<T>(who: { role: string; account: string; address: string }, logIn: () => Promise<T>): Promise<T> {
    const { role, account, address } = who
    const name = `${role}\n${account}`
    const here = `${name}\n${address}`
    await this.limiter.take('staffLoginPerAddress', address)
    await this.limiter.take('staffLoginPerAccountHere', here)
    const isKnown = this.known.get(name)?.has(address) === true
    if (!isKnown) await this.limiter.take('staffLoginPerAccount', name)
    try {
      const login = await logIn()
      await this.forgive(name, here, isKnown)
      this.remember(name, address)
      return login
    } catch (error) {
      const isGuess = error instanceof CccError && error.code === 'PASSWORD_WRONG'
      if (!isGuess) await this.forgive(name, here, isKnown)
      throw error
    }
  }

  private async forgive(name: string, here: string, isKnown: boolean): Promise<void> {
    await this.limiter.giveBack('staffLoginPerAccountHere', here)
    if (!isKnown) await this.limiter.giveBack('staffLoginPerAccount', name)
  }

  private remember(name: string, address: string): void {
    const addresses = this.known.get(name) ?? new Set()
    this.known.set(name, addresses)
    addresses.delete(address)
    addresses.add(address)
    const [oldest] = addresses
    if (addresses.size > KNOWN_ADDRESSES_PER_ACCOUNT && oldest !== undefined) addresses.delete(oldest)
  }
}
