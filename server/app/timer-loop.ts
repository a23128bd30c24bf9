import type { Bus } from '../bus/bus'
import { topics } from '../bus/bus'
import type { Clock } from '../clock'
import type { Database } from '../store/open-database'
import { nextDueAt } from '../store/timers'
import type { Writer } from '../store/writer'
import { fireDueTimers } from './fire-due-timers'

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
        const { database, writer, clock } = this.parts
        let due = await nextDueAt(database)
        if (due !== undefined && due <= clock.now()) {
          await writer.write(fireDueTimers)
          due = await nextDueAt(database)
        }
        if (due !== undefined && !this.stopped) this.callOff = clock.at(due, () => this.wake())
      }
    } catch (error) {
      this.onError(error)
    }
  }
}
