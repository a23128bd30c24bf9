import type { CustomerState, Entry } from '@ccc-store/core/protocol'
import { PROTOCOL_VERSION } from '@ccc-store/core/protocol'
import type { Findings } from './findings'
import type { Ledger } from './ledger'
import { type Frame, Line } from './line'
import { Outbox } from './outbox'
import { Reader } from './reader'

const HUMAN = '人工'
const MOST_BEHIND = 500

/** A customer who talks without end: to the flow, in the queue, to an agent, and again. */
export class ChaosCustomer {
  readonly reader: Reader
  readonly outbox: Outbox
  readonly line: Line
  state: CustomerState = { phase: 'none' }
  private epoch: string | undefined
  /** by session: the number that was told last */
  private readonly ahead = new Map<string, number>()
  private said = 0
  private lastSeq = 0

  constructor(
    readonly openid: string,
    private readonly parts: { url: string; token: string; ivrId: string; ledger: Ledger; findings: Findings },
    /** a second device only reads */
    readonly device = '',
  ) {
    const { url, ledger, findings } = parts
    this.reader = new Reader(openid + device, findings)
    this.line = new Line(`${url}/v1/customer/socket`, {
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
      sender: openid,
    })
  }

  /** Whether an agent is needed, or serves. */
  get isWithAgents(): boolean {
    return ['queued', 'ringing', 'serving'].includes(this.state.phase)
  }

  /** Does what a customer may do now. */
  act(): void {
    this.outbox.flush()
    if (this.outbox.size > 24) return
    const dice = Math.random()
    const { phase, rating } = this.state
    if (rating && dice < 0.2) this.rate(rating.sessionId)
    else if (phase === 'queued' && dice < 0.01) this.outbox.add({ t: 'leave' })
    else if (phase === 'queued' && dice < 0.02) this.outbox.add({ t: 'leaveMessage', text: '请给我回电' })
    else if (phase === 'serving' && dice < 0.01) this.outbox.add({ t: 'end' })
    else if (phase === 'serving' && dice < 0.03 && this.lastSeq) this.outbox.add({ t: 'recall', seq: this.lastSeq })
    else if (dice < 0.04) this.outbox.add({ t: 'attributes', attributes: { visits: String(this.said) } })
    else if (dice < 0.06) this.line.send({ t: 'read', seq: this.reader.position })
    else if (['flow', 'closed', 'none'].includes(phase) && dice < 0.4) this.say(HUMAN)
    else for (let n = Math.ceil(Math.random() * 4); n > 0; n -= 1) this.say()
  }

  private rate(sessionId: string): void {
    this.outbox.add({ t: 'rate', sessionId, score: 5, tags: [] })
  }

  private say(text?: string): void {
    this.said += 1
    this.outbox.add({ t: 'send', content: { kind: 'text', text: text ?? `我昨天下的订单还没有发货 ${this.said}` } })
  }

  private hello(): object {
    const { token, ivrId } = this.parts
    const position = this.epoch === undefined ? null : { epoch: this.epoch, seq: this.reader.position }
    return { t: 'hello', v: PROTOCOL_VERSION, token, ivrId, position }
  }

  private heard(frame: Frame): void {
    if (isWelcome(frame)) this.welcome(frame)
    else if (isEntries(frame)) this.reader.follow(frame.entries)
    else if (frame.t === 'error') this.error(frame)
    else this.outbox.answered(frame)
    if (!isWelcome(frame) && !isEntries(frame)) return
    for (const { seq, from, clientId } of frame.entries) if (from.role === 'customer' && clientId) this.lastSeq = seq
    this.follow(frame.state)
  }

  private welcome({ mode, epoch, head, entries }: Welcome): void {
    const { findings } = this.parts
    const { position } = this.reader
    const isNear = head >= position && head - position <= MOST_BEHIND
    if (this.epoch !== undefined && this.epoch !== epoch) findings.add('lost', `${this.openid}: another epoch`)
    if (head < position) findings.add('lost', `${this.openid}: was shown ${position}, and the log ends at ${head}`)
    if (mode === 'resume') this.reader.follow(entries)
    else {
      if (this.epoch === epoch && isNear) findings.add('gaps', `${this.openid}: no resume from ${position} of ${head}`)
      this.reader.restart(entries)
    }
    if (this.reader.position !== head)
      findings.add('gaps', `${this.openid}: welcome up to ${this.reader.position} of ${head}`)
    this.epoch = epoch
  }

  private follow(state: CustomerState): void {
    this.state = state
    const { sessionId, waitNo } = state
    if (sessionId === undefined || waitNo === undefined) return
    const before = this.ahead.get(sessionId) ?? Number.POSITIVE_INFINITY
    if (waitNo > before) this.parts.findings.add('rises', `${this.openid}: ${before} were ahead, then ${waitNo}`)
    this.ahead.set(sessionId, waitNo)
  }

  private error(frame: Frame): void {
    const text = JSON.stringify(frame)
    if (!/RATE_LIMITED|SERVER_STOPPING|SOCKET_REPLACED/.test(text))
      this.parts.findings.add('errors', `${this.openid}: ${text}`)
  }
}

type Welcome = Frame & { mode: string; epoch: string; head: number; entries: Entry[]; state: CustomerState }
const isWelcome = (frame: Frame): frame is Welcome => frame.t === 'welcome'
const isEntries = (frame: Frame): frame is Frame & { entries: Entry[]; state: CustomerState } => frame.t === 'entries'
