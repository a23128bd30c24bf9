import type {
  CustomerClientFrame,
  CustomerServerFrame,
  CustomerState,
  Entry,
  EntryBody,
} from '@ccc-store/core/protocol'
import { bodyOf, customer, entry, inFlow, text } from './entries'
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
    this.adds(text(this.entries.length + 1, words))
  }

  /** Something else happens. */
  adds(made: Entry): void {
    this.entries.push(made)
    this.phone.socket.say({ t: 'entries', entries: [made], state: this.state })
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
      case 'ping':
        return [{ t: 'pong' }]
      case 'read':
      case 'typing':
        return []
      case 'leave':
      case 'end':
      case 'attributes':
        return [{ t: 'ack', id: frame.id }]
      case 'send':
        return this.write(frame.id, bodyOf(frame.content))
      case 'rate':
        return this.write(frame.id, { kind: 'rating', score: frame.score, tags: frame.tags })
      case 'leaveMessage':
        return this.write(frame.id, { kind: 'message_left', text: frame.text })
      case 'recall':
        return this.write(frame.id, { kind: 'recall', target: frame.seq })
    }
  }

  /** Writes the entry of a command once, and acknowledges it. */
  private write(id: string, body: EntryBody): CustomerServerFrame[] {
    const known = this.written.get(id)
    if (known !== undefined) return [{ t: 'ack', id, seq: known }]
    const made = entry(this.entries.length + 1, body, customer, id)
    this.entries.push(made)
    this.written.set(id, made.seq)
    if (this.losesAcks) return []
    return [
      { t: 'entries', entries: [made], state: this.state },
      { t: 'ack', id, seq: made.seq },
    ]
  }
}
