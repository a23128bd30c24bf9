import type { Clock } from '../../clock'

/** As much of a second as may be made up for: so no second ever sees more than a tenth above the pace. */
const BURST_MS = 100

/** Lets so many pass in a second, and the others wait their turn. */
export class Pace {
  private nextAt = 0

  constructor(
    private readonly clock: Clock,
    private readonly perSecond: number,
  ) {}

  /** Resolves when the next one may go. */
  turn(): Promise<void> {
    const now = this.clock.now()
    // what was not used of late may go at once
    const at = Math.max(this.nextAt, now - BURST_MS + 1_000 / this.perSecond)
    this.nextAt = at + 1_000 / this.perSecond
    if (at <= now) return Promise.resolve()
    return new Promise((resolve) => this.clock.at(Math.ceil(at), resolve))
  }
}
