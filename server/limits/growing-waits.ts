import type { Clock } from '../clock'
import type { Rate } from './rate'
import { rateLimited } from './rate-limited'

/** The first wait is a second; each is twice the one before, up to this. */
const LONGEST_WAIT_SECONDS = 60

interface Tally {
  count: number
  /** when counting starts anew, ms since 1970 */
  endsAt: number
  /** when the next one may pass */
  opensAt: number
}

/**
 * Lets so many pass in a span of time, and after those one at the end of each wait. Nobody is shut out for longer than
 * the longest wait, and yet their number within an hour stays small.
 */
export class GrowingWaits {
  private readonly byKey = new Map<string, Tally>()

  /** @param rate how many pass without a wait, and after how long counting starts anew; undefined lets all pass */
  constructor(
    private readonly rate: Rate | undefined,
    private readonly clock: Clock,
  ) {}

  /** @throws CccError RATE_LIMITED, with the time to wait */
  take(key: string): void {
    if (!this.rate) return
    const { points, seconds } = this.rate
    const now = this.clock.now()
    const { count, endsAt, opensAt } = this.current(key) ?? { count: 0, endsAt: now + seconds * 1_000, opensAt: now }
    if (now < opensAt) throw rateLimited(opensAt - now)
    const wait = count + 1 < points ? 0 : Math.min(2 ** (count + 1 - points), LONGEST_WAIT_SECONDS)
    this.byKey.set(key, { count: count + 1, endsAt, opensAt: now + wait * 1_000 })
  }

  /** Gives back what was taken for something that does not count after all. */
  giveBack(key: string): void {
    const tally = this.current(key)
    if (!tally) return
    if (tally.count > 1) this.byKey.set(key, { ...tally, count: tally.count - 1, opensAt: this.clock.now() })
    else this.byKey.delete(key)
  }

  private current(key: string): Tally | undefined {
    const tally = this.byKey.get(key)
    return tally && this.clock.now() < tally.endsAt ? tally : undefined
  }
}
