import type { CustomerClientFrame, CustomerServerFrame, CustomerState, Entry } from '@ccc-store/core/protocol'
import { customer, inFlow, text } from './entries'
import type { FakePlatform } from './fake-platform'

/** A call centre that keeps one log and answers frames by the protocol, through the sockets of a fake phone. */
export class FakeCallCentre {
  epoch = 'e1'
  entries: Entry[] = []
  state: CustomerState = inFlow
  /** commands whose acknowledgement gets lost with the connection */
  losesAcks = false
  private seen = 0
  private readonly written = new Map<string, number>()

  constructor(private readonly phone: FakePlatform) {}

  /** Opens the newest socket and answers all that was said on it. */
  answer(): void {
    const { socket } = this.phone
    if (socket.frames.length === 0) {
      this.seen = 0
      socket.open()
    }
    while (this.seen < socket.frames.length && socket.isOpen) {
      const frame = socket.frames[this.seen]
      this.seen += 1
      if (frame) for (const reply of this.replies(frame)) socket.say(reply)
    }
  }

  /** Someone else says something. */
  says(words: string): void {
    const entry = text(this.entries.length + 1, words)
    this.entries.push(entry)
    this.phone.socket.say({ t: 'entries', entries: [entry], state: this.state })
  }

  /** The same without telling: a notification that got lost. */
  logs(words: string): void {
    this.entries.push(text(this.entries.length + 1, words))
  }

  get texts(): string[] {
    return this.entries.flatMap(({ body }) => ('text' in body ? [body.text] : []))
  }

  private replies(frame: CustomerClientFrame): CustomerServerFrame[] {
    const { epoch, entries, state } = this
    const head = entries.length
    switch (frame.t) {
      case 'hello': {
        const resume = frame.position?.epoch === epoch && frame.position.seq <= head
        const from = resume ? (frame.position?.seq ?? 0) : Math.max(0, head - 50)
        return [{ t: 'welcome', mode: resume ? 'resume' : 'reset', epoch, head, entries: entries.slice(from), state }]
      }
      case 'ping':
        return [{ t: 'pong' }]
      case 'history':
        return [
          {
            t: 'history',
            before: frame.before,
            entries: entries.slice(Math.max(0, frame.before - 51), frame.before - 1),
          },
        ]
      case 'enter':
        return [{ t: 'ack', id: frame.id }]
      case 'send': {
        const known = this.written.get(frame.id)
        if (known !== undefined) return [{ t: 'ack', id: frame.id, seq: known }]
        const entry = text(head + 1, frame.content.text, customer, frame.id)
        this.entries.push(entry)
        this.written.set(frame.id, entry.seq)
        if (this.losesAcks) return []
        return [
          { t: 'entries', entries: [entry], state },
          { t: 'ack', id: frame.id, seq: entry.seq },
        ]
      }
    }
  }
}
