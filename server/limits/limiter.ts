import { CccError } from '@ccc-store/core/protocol'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** So many in so many seconds. */
export interface Rate {
  points: number
  seconds: number
}

const NAMES = [
  'customerLoginPerAddress',
  'staffLoginPerAddress',
  'staffLoginPerAccount',
  'commandsPerCustomer',
  'marksPerPerson',
  'uploadsPerPerson',
  'historyPerPerson',
] as const

export type LimitName = (typeof NAMES)[number]
export type Limits = Readonly<Record<LimitName, Rate>>

/** Generous for people, also for many of them behind one address of a mobile network; tight for machines. */
export const DEFAULT_LIMITS: Limits = {
  customerLoginPerAddress: { points: 600, seconds: 60 },
  staffLoginPerAddress: { points: 60, seconds: 60 },
  staffLoginPerAccount: { points: 10, seconds: 60 },
  // a phone that was offline sends what it kept all at once
  commandsPerCustomer: { points: 100, seconds: 20 },
  // read marks and signs of typing; those beyond it are passed over
  marksPerPerson: { points: 60, seconds: 20 },
  uploadsPerPerson: { points: 60, seconds: 300 },
  // pages of 50: more than anybody reads in that time
  historyPerPerson: { points: 200, seconds: 20 },
}

/** Counts by key, per name. */
export class Limiter {
  private readonly limiters: Partial<Record<LimitName, RateLimiterMemory>> = {}

  /** @param limits null lets everything pass */
  constructor(limits: Limits | null) {
    if (!limits) return
    for (const name of NAMES) {
      const { points, seconds: duration } = limits[name]
      this.limiters[name] = new RateLimiterMemory({ points, duration })
    }
  }

  /** @throws CccError RATE_LIMITED, with the seconds to wait */
  async take(name: LimitName, key: string): Promise<void> {
    try {
      await this.limiters[name]?.consume(key)
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      throw new CccError('RATE_LIMITED', { seconds: Math.ceil(refusal.msBeforeNext / 1_000) })
    }
  }
}
