import type { Clock } from '../../clock'
import type { Rate } from '../../limits/rate'
import { nothing } from './nothing'

/** Holds the reading of one socket to a rate. */
export class FramePace {
  private windowEnds = 0
  private left = 0
  private cancel = nothing

  /** @param rate undefined: no limit */
  constructor(
    private readonly rate: Rate | undefined,
    private readonly clock: Clock,
  ) {}

  /** Takes one frame. @returns resolves when there is room for it; undefined when there is at once */
  take(): Promise<void> | undefined {
    if (!this.rate) return undefined
    const now = this.clock.now()
    if (now >= this.windowEnds) {
      this.windowEnds = now + this.rate.seconds * 1_000
      this.left = this.rate.points
    }
    this.left -= 1
    return this.left >= 0 ? undefined : this.nextWindow()
  }

  stop(): void {
    this.cancel()
  }

  private nextWindow(): Promise<void> {
    const { points = 0, seconds = 0 } = this.rate ?? {}
    return new Promise((resolve) => {
      this.cancel = this.clock.at(this.windowEnds, () => {
        this.windowEnds += seconds * 1_000
        this.left = points - 1
        resolve()
      })
    })
  }
}
