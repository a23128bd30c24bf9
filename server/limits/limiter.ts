import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Rate } from './rate'
import { rateLimited } from './rate-limited'

const NAMES = [
  'customerLoginPerAddress',
  'staffLoginPerAddress',
  'staffLoginPerAccountHere',
  'staffLoginPerAccount',
  'commandsPerCustomer',
  'bytesPerCustomer',
  'bytesPerAgent',
  'marksPerPerson',
  'uploadsPerPerson',
  'downloadsPerAddress',
  'historyPerPerson',
] as const

export type LimitName = (typeof NAMES)[number]
export type RateName = LimitName | 'framesPerSocket' | 'staffLoginWhereKnown'
/** null switches one off */
export type Limits = Readonly<Record<RateName, Rate | null>>

/** Counts by key, per name. */
export class Limiter {
  /** how fast one socket is read; undefined: as fast as it sends */
  readonly framesPerSocket: Rate | undefined
  /** wrong passwords before waits begin (growing-waits.ts); undefined: there are none */
  readonly staffLoginWhereKnown: Rate | undefined
  private readonly limiters: Partial<Record<LimitName, RateLimiterMemory>> = {}

  /** @param limits null lets everything pass */
  constructor(limits: Limits | null) {
    if (!limits) return
    this.framesPerSocket = limits.framesPerSocket ?? undefined
    this.staffLoginWhereKnown = limits.staffLoginWhereKnown ?? undefined
    for (const name of NAMES) {
      const rate = limits[name]
      if (rate) this.limiters[name] = new RateLimiterMemory({ points: rate.points, duration: rate.seconds })
    }
  }

  /** Gives back what was taken for something that does not count after all. */
  async giveBack(name: LimitName, key: string, points = 1): Promise<void> {
    await this.limiters[name]?.reward(key, points)
  }

  /** @throws CccError RATE_LIMITED, with the time to wait */
  async take(name: LimitName, key: string, points = 1): Promise<void> {
    const wait = await this.tryTake(name, key, points)
    if (wait > 0) throw rateLimited(wait)
  }

  /** @returns 0 when it was taken; else how long to wait, in ms, and nothing was taken */
  async tryTake(name: LimitName, key: string, points: number): Promise<number> {
    try {
      await this.limiters[name]?.consume(key, points)
      return 0
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      // the library counts what it refuses, too
      await this.giveBack(name, key, points)
      return Math.max(1, refusal.msBeforeNext)
    }
  }
}
