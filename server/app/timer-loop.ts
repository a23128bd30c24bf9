import type { Bus } from '../bus/bus'
import { topics } from '../bus/bus'
import type { Clock } from '../clock'
import type { Database } from '../store/open-database'
import { nextDueAt, postponeDueTimer } from '../store/timers'
import type { Writer } from '../store/writer'
import { fireNextTimer } from './fire-next-timer'

/** When a timer that failed is tried again. */
const RETRY_MS = 60_000

/** Wakes up whenever the next stored timer is due; also right at the start, for those that fell due in between. */
export class TimerLoop {
  private stopped = false
  private callOff = () => {}
  private readonly unsubscribe: () => void
  private running: Promise<void> | undefined
  private again = false

  constructor(
    private readonly parts: { database: Database; writer: Writer; bus: Bus; clock: Clock },
    private readonly onError: (error: unknown) => void,
  ) {
    this.unsubscribe = parts.bus.subscribe(topics.timers, () => this.wake())
    this.wake()
  }

  async stop(): Promise<void> {
    this.stopped = true
    this.unsubscribe()
    this.callOff()
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
        this.callOff()
        const { database, clock } = this.parts
        let due = await nextDueAt(database)
        for (; due !== undefined && due <= clock.now() && !this.stopped; due = await nextDueAt(database)) {
          await this.fireNext()
        }
        if (due !== undefined && !this.stopped) this.callOff = clock.at(due, () => this.wake())
      }
    } catch (error) {
      this.onError(error)
    }
  }

  private async fireNext(): Promise<void> {
    const { writer } = this.parts
    try {
      await writer.write(fireNextTimer)
    } catch (error) {
      this.onError(error)
      await writer.write((tx) => postponeDueTimer(tx, RETRY_MS))
    }
  }
}
