import type { AgentServerFrame } from '@ccc-store/core/protocol'
import type { Dial, LineEvents } from '../desk/line'

/** One line as the server sees it. */
export class FakeLine {
  readonly frames: unknown[] = []
  isOpen = true

  constructor(
    readonly url: string,
    private readonly events: LineEvents,
  ) {}

  open(): void {
    this.events.opened()
  }

  say(frame: AgentServerFrame | string): void {
    this.events.received(typeof frame === 'string' ? frame : JSON.stringify(frame))
  }

  break(): void {
    this.isOpen = false
    this.events.closed()
  }
}

/** A network whose lines a test plays the other end of. */
export class FakeNetwork {
  readonly lines: FakeLine[] = []

  /** the newest line */
  get line(): FakeLine {
    const line = this.lines.at(-1)
    if (!line) throw new Error('nobody has dialled')
    return line
  }

  readonly dial: Dial = (url, events) => {
    const line = new FakeLine(url, events)
    this.lines.push(line)
    return {
      send: (frame) => line.frames.push(JSON.parse(frame)),
      close: () => {
        line.isOpen = false
      },
    }
  }
}
