import type { Clock } from '../../clock'

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
    // what was not used in the last second may go at once
    const at = Math.max(this.nextAt, now - 1_000 + 1_000 / this.perSecond)
    this.nextAt = at + 1_000 / this.perSecond
    if (at <= now) return Promise.resolve()
    return new Promise((resolve) => this.clock.at(Math.ceil(at), resolve))
  }
}
