import {
  type AgentClientFrame,
  type AgentHello,
  AgentServerFrame,
  backoff,
  parse,
  readNewerDesk,
  type WireError,
} from '@ccc-store/core/protocol'
import type { Static } from '@sinclair/typebox'
import type { Clock } from './clock'
import type { Dial, Line } from './line'

/** From dialling to the welcome. */
const WELCOME_WITHIN_MS = 10_000
/** A quiet connection is asked whether it still lives after this time … */
const PING_AFTER_MS = 20_000
/** … and given up when nothing comes for this long; after a page was hidden, sooner. */
const PONG_WITHIN_MS = 10_000
const PONG_WITHIN_ON_WAKE_MS = 4_000
/** A connection that lasted this long counts as good: the next back-off starts from the beginning. */
const STEADY_MS = 10_000
/** A desk comes back sooner than a phone: customers wait for it. */
const LONGEST_WAIT_MS = 15_000

export interface Connection {
  status: 'idle' | 'connecting' | 'online' | 'reconnecting' | 'offline' | 'failed'
  /** why it failed, or what the server said last before it broke */
  error: WireError | null
}

export interface SocketOwner {
  /** said at the start of every connection */
  hello(): Static<typeof AgentHello>
  onFrame(frame: AgentServerFrame): void
  onConnection(connection: Connection): void
}

export interface SocketMeans {
  url: string
  dial: Dial
  clock: Clock
  /** from 0 (inclusive) to 1 (exclusive) */
  random: () => number
}

/** One socket to the call centre (docs/protocol.md), kept alive from open() to close(). */
export class AgentSocket {
  connection: Connection = { status: 'idle', error: null }

  private isOpen = false
  private networkUp = true
  private line: Line | null = null
  private welcomedAt: number | null = null
  /** names one attempt: what an earlier one still reports is ignored */
  private run = 0
  private failures = 0
  private cancelTimer = () => {}

  constructor(
    private readonly means: SocketMeans,
    private readonly owner: SocketOwner,
  ) {}

  open(): void {
    this.isOpen = true
    this.connect()
  }

  close(): void {
    this.isOpen = false
    this.drop()
    this.report('idle')
  }

  /** @returns false when there is no welcomed connection; nothing was sent then */
  post(frame: AgentClientFrame): boolean {
    if (this.welcomedAt === null) return false
    this.line?.send(JSON.stringify(frame))
    return true
  }

  /** Something was missed: says hello anew. */
  resync(): void {
    this.lost()
  }

  /** Tries at once, also after what counted as final. */
  retry(): void {
    this.failures = 0
    if (this.isOpen) this.connect()
  }

  /** The page is seen again: a connection is made at once, and one that seems alive has to prove it. */
  wake(): void {
    if (!this.isOpen || this.connection.status === 'failed') return
    if (this.welcomedAt === null) this.connect()
    else this.probe(PONG_WITHIN_ON_WAKE_MS)
  }

  /** The browser says whether there is a network. It may be wrong (loopback needs none), so attempts go on. */
  networkChanged(up: boolean): void {
    this.networkUp = up
    if (!this.isOpen || this.connection.status === 'failed') return
    if (up) this.wake()
    else if (this.welcomedAt === null) this.report('offline', this.connection.error)
    else this.probe(PONG_WITHIN_ON_WAKE_MS)
  }

  private connect(): void {
    this.drop()
    this.report(this.connection.status === 'idle' ? 'connecting' : this.broken())
    const { run } = this
    const current = () => run === this.run
    this.timer(WELCOME_WITHIN_MS, () => this.lost())
    this.line = this.means.dial(this.means.url, {
      opened: () => current() && this.line?.send(JSON.stringify(this.owner.hello())),
      received: (text) => current() && this.receive(text),
      closed: () => current() && this.lost(),
    })
  }

  private receive(text: string): void {
    const frame = readFrame(text)
    // a server that speaks otherwise is no better the next second: the back-off goes on
    if (!frame) this.lost()
    else if (frame.t === 'error' && frame.fatal) this.refused(frame.error)
    else this.take(frame)
  }

  private take(frame: AgentServerFrame): void {
    if (frame.t === 'welcome') this.welcomed()
    if (this.welcomedAt !== null) this.timer(PING_AFTER_MS, () => this.probe(PONG_WITHIN_MS))
    if (frame.t !== 'pong') this.owner.onFrame(frame)
  }

  private welcomed(): void {
    this.welcomedAt ??= this.means.clock.now()
    this.report('online')
  }

  private probe(withinMs: number): void {
    this.timer(withinMs, () => this.lost())
    this.post({ t: 'ping' })
  }

  /** The connection is gone, or no good: another one after a wait. */
  private lost(error: WireError | null = null): void {
    if (!this.isOpen) return
    const { now } = this.means.clock
    if (this.welcomedAt !== null && now() - this.welcomedAt >= STEADY_MS) this.failures = 0
    this.drop()
    const wait = backoff(this.failures, this.means.random(), LONGEST_WAIT_MS)
    this.failures += 1
    this.report(this.broken(), error)
    this.timer(wait, () => this.connect())
  }

  private refused(error: WireError): void {
    if (error.retry) this.lost(error)
    else {
      // it would come back on every attempt: somebody has to do something
      this.drop()
      this.report('failed', error)
    }
  }

  private broken(): 'reconnecting' | 'offline' {
    return this.networkUp ? 'reconnecting' : 'offline'
  }

  private drop(): void {
    this.run += 1
    this.cancelTimer()
    this.welcomedAt = null
    const { line } = this
    this.line = null
    line?.close()
  }

  /** The one timer: for the welcome, the ping, the pong or the next attempt. */
  private timer(ms: number, task: () => void): void {
    this.cancelTimer()
    this.cancelTimer = this.means.clock.at(this.means.clock.now() + ms, task)
  }

  private report(status: Connection['status'], error: WireError | null = null): void {
    if (this.connection.status === status && this.connection.error === error) return
    this.connection = { status, error }
    this.owner.onConnection(this.connection)
  }
}

function readFrame(text: string): AgentServerFrame | null {
  try {
    return parse(AgentServerFrame, readNewerDesk(JSON.parse(text)))
  } catch {
    return null
  }
}
