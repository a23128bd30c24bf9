import type { Bus } from '../../bus/bus'
import { topics } from '../../bus/bus'
import type { Clock } from '../../clock'
import { type Store, scopes } from '../../store/store'
import { fireNextTimer } from './fire-next-timer'

/** When a timer that failed is tried again. */
const RETRY_MS = 60_000

/** Wakes up whenever the next stored timer is due; also right at the start, for those that fell due in between. */
export class TimerLoop {
  private stopped = false
  private cancel = () => {}
  private readonly unsubscribe: () => void
  private running: Promise<void> | undefined
  private again = false

  constructor(
    private readonly parts: { store: Store; bus: Bus; clock: Clock },
    private readonly onError: (error: unknown) => void,
  ) {
    this.unsubscribe = parts.bus.subscribe(topics.timers, () => this.wake())
    this.wake()
  }

  async stop(): Promise<void> {
    this.stopped = true
    this.unsubscribe()
    this.cancel()
    await this.running
  }

  private wake(): void {
    if (this.stopped) return
    this.again = true
    this.running ??= this.run().finally(() => {
      this.running = undefined
    })
  }

  private async run(): Promise<void> {
    try {
      while (this.again && !this.stopped) {
        this.again = false
        this.cancel()
        const { clock } = this.parts
        let due = await this.nextDueAt()
        for (; due !== undefined && due <= clock.now() && !this.stopped; due = await this.nextDueAt()) {
          await this.fireNext()
        }
        if (due !== undefined && !this.stopped) this.cancel = clock.at(due, () => this.wake())
      }
    } catch (error) {
      this.onError(error)
    }
  }

  private nextDueAt(): Promise<number | undefined> {
    return this.parts.store.read((view) => view.timers.nextDueAt())
  }

  private async fireNext(): Promise<void> {
    const { store } = this.parts
    try {
      await store.write(scopes.server, fireNextTimer)
    } catch (error) {
      this.onError(error)
      await store.write(scopes.server, (tx) => tx.timers.postponeDue(RETRY_MS))
    }
  }
}
