import type { Desk, DeskSession, Entry } from '@ccc-store/core/protocol'
import { PROTOCOL_VERSION } from '@ccc-store/core/protocol'
import type { Findings } from './findings'
import type { Ledger } from './ledger'
import { type Frame, Line } from './line'
import { Outbox } from './outbox'
import { Reader } from './reader'

const MOST_POSITIONS = 200

/** An agent who takes most of what rings, says something in each session, and ends it after a while. */
export class ChaosAgent {
  readonly outbox: Outbox
  readonly line: Line
  /** by session */
  readonly readers = new Map<string, Reader>()
  /** nobody is kept any longer: every session is ended at once */
  isClosing = false
  private desk: Desk | undefined
  private readonly replies = new Map<string, number>()
  /** what rings on: somebody else gets it after a while */
  private readonly ignored = new Set<string>()

  constructor(
    readonly account: string,
    private readonly parts: { url: string; token: string; capacity: number; ledger: Ledger; findings: Findings },
    /** the same person may have several windows open */
    window = 1,
  ) {
    const { url, ledger, findings } = parts
    this.line = new Line(`${url}/v1/agent/socket`, {
      hello: () => this.hello(),
      welcomed: () => this.outbox.flush(),
      heard: (frame) => this.heard(frame),
      lost: () => this.outbox.disconnected(),
    })
    this.outbox = new Outbox({
      send: (frame) => this.line.send(frame),
      about: () => this.line.about,
      ledger,
      findings,
      sender: `${account} (${window})`,
    })
  }

  act(): void {
    this.outbox.flush()
    if (!this.desk || this.outbox.size > 32) return
    if (this.desk.status !== 'online' && !this.isAsked('status')) this.outbox.add({ t: 'status', status: 'online' })
    for (const session of this.desk.sessions) this.actIn(session)
  }

  private actIn({ sessionId, phase }: DeskSession): void {
    const dice = Math.random()
    if (phase === 'ringing' && !this.isAsked('accept', sessionId) && !this.isAsked('decline', sessionId)) {
      if (this.isClosing || dice > 0.08) {
        if (this.isClosing || !this.ignored.has(sessionId)) this.outbox.add({ t: 'accept', sessionId }, sessionId)
      } else if (dice < 0.03) this.outbox.add({ t: 'decline', sessionId }, sessionId)
      else this.ignored.add(sessionId)
    }
    if (phase !== 'serving' || this.isAsked('end', sessionId)) return
    const replies = this.replies.get(sessionId) ?? 0
    if (this.isClosing || replies > 20) this.outbox.add({ t: 'end', sessionId }, sessionId)
    else if (dice < 0.02) this.line.send({ t: 'read', sessionId, seq: this.readers.get(sessionId)?.position ?? 0 })
    else if (dice < 0.5) {
      this.replies.set(sessionId, replies + 1)
      this.outbox.add(
        { t: 'send', sessionId, content: { kind: 'text', text: `您好，正在为您查询 ${replies}` } },
        sessionId,
      )
    }
  }

  /** Whether such a command waits for its answer. */
  private isAsked(t: string, sessionId?: string): boolean {
    return this.outbox.has(
      (command) => command.t === t && (!sessionId || ('sessionId' in command && command.sessionId === sessionId)),
    )
  }

  private hello(): object {
    const positions = [...this.readers].slice(-MOST_POSITIONS).map(([id, { position }]) => [id, position])
    return { t: 'hello', v: PROTOCOL_VERSION, token: this.parts.token, positions: Object.fromEntries(positions) }
  }

  private heard(frame: Frame): void {
    if (hasDesk(frame)) this.look(frame.desk)
    else if (isEntries(frame)) this.read(frame)
    else if (frame.t === 'error') this.error(frame)
    else this.outbox.answered(frame)
  }

  private look(desk: Desk): void {
    this.desk = desk
    const open = desk.sessions.filter(({ phase }) => phase !== 'closed')
    if (open.length <= this.parts.capacity) return
    const had = open.map(({ sessionId, phase }) => `${sessionId} ${phase}`).join(', ')
    this.parts.findings.add('overCapacity', `${this.account}: ${had}`)
  }

  private read({ sessionId, reset, entries }: Entries): void {
    const known = this.readers.get(sessionId)
    const reader = known ?? new Reader(`${this.account} in ${sessionId}`, this.parts.findings)
    this.readers.set(sessionId, reader)
    const isStart = !known && entries[0]?.body.kind === 'event'
    if (reset || isStart) reader.restart(entries)
    else reader.follow(entries)
  }

  private error(frame: Frame): void {
    const text = JSON.stringify(frame)
    if (!/RATE_LIMITED|SERVER_STOPPING|SOCKET_REPLACED/.test(text))
      this.parts.findings.add('errors', `${this.account}: ${text}`)
  }
}

type Entries = Frame & { sessionId: string; reset: boolean; entries: Entry[] }
const hasDesk = (frame: Frame): frame is Frame & { desk: Desk } => frame.t === 'welcome' || frame.t === 'desk'
const isEntries = (frame: Frame): frame is Entries => frame.t === 'entries'
