import {
  backoff,
  type CustomerCommand,
  type CustomerServerFrame,
  type CustomerState,
  type WireError,
} from '@ccc-store/core/protocol'
import type { Platform } from '../../platform/platform'
import { passes, type SessionSource, toWireError } from '../session-source'
import type { Connection, ConnectionStatus, Signal, Transport, TransportOwner } from '../transport'
import { ChatLine } from './chat-line'
import type { ChatModule, Message } from './chat-sdk'
import { type Reading, readMessage } from './read-message'
import { KICKED_OUT, refusedByTencent } from './tencent-errors'
import { type Answer, TencentHttp } from './tencent-http'

/** From the first request to the welcome. */
const WELCOME_WITHIN_MS = 20_000
/** How often it is looked whether the command under way got no acknowledgement for as long … */
const WATCH_MS = 15_000
/** … and, more seldom, whether a message got lost with nothing after it that would show the gap. */
const LOOK_MS = 60_000
/** The SDK reconnects by itself; after this long it is helped. */
const BACK_WITHIN_MS = 60_000
const STEADY_MS = 10_000
const LONGEST_WAIT_MS = 30_000

const nothing = () => {}

/**
 * The way to the call centre through Tencent Cloud Chat. Messages bring entries as they are written; the log itself is
 * read from the call centre, at the beginning and whenever something is missing: a message is only a hint (P3, P4).
 */
export class TencentTransport implements Transport {
  connection: Connection = { status: 'idle', error: null }

  private readonly line: ChatLine
  private readonly http: TencentHttp
  private ivrId: string | null = null
  private token = ''
  private loggedInAgain = false
  /** names one attempt: what an earlier one still reports is ignored */
  private run = 0
  private failures = 0
  private welcomedAt: number | null = null
  private syncing = false
  /** what to do when the sync under way is done */
  private syncNext: 'nothing' | 'look' | 'welcome' = 'nothing'
  private lookedAt = 0
  /** when the state now known was read, on the server's clock */
  private stateAt = 0
  private state: CustomerState = { phase: 'none' }
  /** commands to go out, in their order */
  private queue: CustomerCommand[] = []
  /** the one under way: one may overtake the other, so the next waits for its acknowledgement */
  private underWay: { id: string; since: number } | null = null
  private networkUp = true
  private cancelTimer = nothing

  constructor(
    private readonly platform: Platform,
    private readonly sessions: SessionSource,
    readonly serverUrl: string,
    private readonly owner: TransportOwner,
    chat: ChatModule,
  ) {
    this.http = new TencentHttp(platform, serverUrl)
    this.line = new ChatLine(chat, {
      ready: () => this.sync('welcome'),
      received: (message) => this.received(message),
      changed: () => this.sync('look'),
      interrupted: () => this.interrupted(),
      ended: () => this.lost(),
      kicked: () => this.end(KICKED_OUT),
      refused: (id, code) => this.pass({ t: 'nack', id, error: refusedByTencent(code) }),
    })
    platform.onShow(() => this.wakened())
    platform.onNetwork((connected) => {
      this.networkUp = connected
      if (connected) this.wakened()
      else if (this.welcomedAt !== null) this.interrupted()
    })
  }

  open(ivrId: string): void {
    if (this.ivrId === ivrId && this.connection.status !== 'failed') return
    this.ivrId = ivrId
    this.retry()
  }

  close(): void {
    this.ivrId = null
    this.drop()
    this.report('idle')
  }

  send(command: CustomerCommand): boolean {
    if (this.welcomedAt === null || this.ivrId === null) return false
    this.queue.push(command)
    this.sendNext()
    return true
  }

  signal(signal: Signal): boolean {
    if (this.welcomedAt === null || this.ivrId === null) return false
    this.line.signal(signal, this.ivrId)
    return true
  }

  history(before: number): boolean {
    if (this.welcomedAt === null) return false
    const { run } = this
    this.http.history(this.token, before, (answer) => {
      if (run !== this.run) return
      if (answer && 'value' in answer) this.owner.onFrame(answer.value)
      else if (answer) this.owner.onFrame({ t: 'error', error: answer.error, fatal: false })
      else this.lost()
    })
    return true
  }

  resync(): void {
    if (this.welcomedAt === null) this.connect()
    else this.sync('welcome')
  }

  end(error: WireError): void {
    this.drop()
    this.report('failed', error)
  }

  retry(): void {
    this.failures = 0
    this.loggedInAgain = false
    this.connect()
  }

  private sendNext(): void {
    if (this.underWay || this.ivrId === null) return
    const command = this.queue.shift()
    if (!command) return
    this.underWay = { id: command.id, since: this.platform.now() }
    this.line.command(command, this.ivrId)
  }

  private wakened(): void {
    if (this.ivrId === null || this.connection.status === 'failed') return
    if (this.welcomedAt === null) this.connect()
    else this.sync('look')
  }

  /** @param anew with a new login, although the present token has not ended by our clock */
  private connect(anew = false): void {
    if (this.ivrId === null) return
    this.drop()
    this.report(this.failures > 0 || this.connection.status === 'online' ? 'reconnecting' : 'connecting')
    const { run } = this
    const session = this.sessions.getSession()
    if (session && !anew) this.join(session.token)
    else {
      this.sessions.requestLogin().then(
        ({ token }) => run === this.run && this.join(token),
        (reason) => run === this.run && this.failed(toWireError(reason)),
      )
    }
  }

  private join(token: string): void {
    const { run, ivrId } = this
    if (ivrId === null) return
    this.token = token
    this.timer(WELCOME_WITHIN_MS, () => this.lost())
    this.http.join(token, ivrId, (answer) => {
      if (run !== this.run) return
      if (answer && 'value' in answer) this.line.open(answer.value)
      else this.unanswered(answer)
    })
  }

  /** Reads the log from where the owner stands. `welcome` also makes the owner send again what was not acknowledged. */
  private sync(how: 'look' | 'welcome'): void {
    const wanted = this.welcomedAt === null ? 'welcome' : how
    if (this.syncing) {
      if (this.syncNext !== 'welcome') this.syncNext = wanted
      return
    }
    const { run } = this
    this.syncing = true
    this.http.sync(this.token, this.owner.position(), (answer) => {
      if (run !== this.run) return
      this.syncing = false
      if (answer && 'value' in answer) this.synced(answer.value, wanted)
      else if (answer || this.welcomedAt === null) this.unanswered(answer)
      // otherwise it is looked again before long
      const next = this.syncNext
      this.syncNext = 'nothing'
      if (run === this.run && next !== 'nothing') this.sync(next)
    })
  }

  private synced({ frame, at }: { frame: CustomerServerFrame; at: number }, how: 'look' | 'welcome'): void {
    if (frame.t !== 'welcome') return
    this.lookedAt = this.platform.now()
    this.state = frame.state
    this.stateAt = at
    const isQuiet = how === 'look' && frame.mode === 'resume'
    if (!isQuiet) {
      this.welcomedAt ??= this.platform.now()
      this.loggedInAgain = false
      this.connection = { status: 'online', error: null }
      // the owner hands out anew what has no acknowledgement
      this.queue = []
      this.underWay = null
      this.watch()
    }
    this.pass(isQuiet ? { t: 'entries', entries: frame.entries, state: frame.state } : frame)
  }

  private received(message: Message): void {
    if (this.welcomedAt === null) {
      // it may have been written after the welcome under way was read
      if (this.syncing) this.syncNext = 'look'
      return
    }
    const reading = readMessage(message, this.state)
    const position = this.owner.position()
    // from somebody else in the service's name: the log knows whether it means anything
    if (!reading) this.sync('look')
    else if (position?.epoch !== reading.epoch) this.sync('welcome')
    else if (reading.seq === null) this.told(reading)
    else if (reading.seq <= position.seq) this.settle(reading.frame)
    else if (reading.seq === position.seq + 1) this.told(reading)
    else this.sync('look')
  }

  /** What follows on what is known. */
  private told({ frame, at, seq }: Reading): void {
    if (!frame) this.sync('look')
    else if (frame.t === 'entries') {
      const isOld = at < this.stateAt
      if (!isOld) {
        this.state = frame.state
        this.stateAt = at
      }
      if (!isOld || seq !== null) this.pass({ ...frame, state: this.state })
    } else if (frame.t === 'error' && frame.fatal) this.unanswered({ error: frame.error })
    else this.pass(frame)
  }

  private pass(frame: CustomerServerFrame): void {
    this.settle(frame)
    this.owner.onFrame(frame)
  }

  /** Commands that this frame answers are waited for no longer. */
  private settle(frame: CustomerServerFrame | null): void {
    const ids =
      frame?.t === 'ack' || frame?.t === 'nack'
        ? [frame.id]
        : frame?.t === 'entries' || frame?.t === 'welcome'
          ? frame.entries.flatMap(({ clientId }) => (clientId === undefined ? [] : [clientId]))
          : []
    for (const id of ids) {
      this.line.forget(id)
      this.queue = this.queue.filter((command) => command.id !== id)
      if (this.underWay?.id === id) this.underWay = null
    }
    this.sendNext()
  }

  private watch(): void {
    this.timer(WATCH_MS, () => {
      const now = this.platform.now()
      const isLate = this.underWay !== null && now - this.underWay.since >= WATCH_MS
      this.watch()
      if (isLate) this.sync('welcome')
      else if (now - this.lookedAt >= LOOK_MS) this.sync('look')
    })
  }

  private unanswered(answer: Answer<unknown>): void {
    const error = answer && 'error' in answer ? answer.error : null
    if (!error) this.lost()
    else if (error.code !== 'UNAUTHENTICATED') this.failed(error)
    else if (this.loggedInAgain) this.end(error)
    else {
      // it may have been renewed since it was shown
      const isOld = this.sessions.getSession()?.token === this.token
      this.loggedInAgain = isOld
      this.connect(isOld)
    }
  }

  private failed(error: WireError): void {
    if (passes(error) || error.code === 'TENCENT_UNAVAILABLE') this.lost(error)
    else this.end(error)
  }

  /** The network is away. The SDK stays logged in, and says when it is back. */
  private interrupted(): void {
    if (this.ivrId === null || this.welcomedAt === null) return
    this.welcomedAt = null
    this.run += 1
    this.syncing = false
    this.timer(BACK_WITHIN_MS, () => this.connect())
    this.report(this.networkUp ? 'reconnecting' : 'offline')
  }

  private lost(error: WireError | null = null): void {
    if (this.ivrId === null) return
    if (this.welcomedAt !== null && this.platform.now() - this.welcomedAt >= STEADY_MS) this.failures = 0
    this.drop()
    const wait = backoff(this.failures, this.platform.random(), LONGEST_WAIT_MS)
    this.failures += 1
    this.timer(wait, () => this.connect())
    this.report(this.networkUp ? 'reconnecting' : 'offline', error)
  }

  /** Ends the present attempt or connection without a word to the owner. */
  private drop(): void {
    this.run += 1
    this.cancelTimer()
    this.cancelTimer = nothing
    this.welcomedAt = null
    this.syncing = false
    this.syncNext = 'nothing'
    this.queue = []
    this.underWay = null
    this.line.close()
  }

  /** At most one timer runs: each state of the connection waits for one thing. */
  private timer(ms: number, run: () => void): void {
    this.cancelTimer()
    this.cancelTimer = this.platform.after(ms, run)
  }

  private report(status: ConnectionStatus, error: WireError | null = null): void {
    if (this.connection.status === status && this.connection.error === error) return
    this.connection = { status, error }
    this.owner.onConnection()
  }
}
