import {
  backoff,
  type CustomerClientFrame,
  type CustomerCommand,
  type CustomerServerFrame,
  PROTOCOL_VERSION,
  readNewer,
  type WireError,
} from '@ccc-store/core/protocol'
import type { Platform, PlatformSocket } from '../platform/platform'
import { isCustomerServerFrame } from './check-frame'
import { passes, type SessionSource, toWireError } from './session-source'
import type { Connection, ConnectionStatus, Signal, Transport, TransportOwner } from './transport'

/** From dialling to the welcome. */
const WELCOME_WITHIN_MS = 10_000
/** A quiet connection is asked whether it still lives after this time … */
const PING_AFTER_MS = 20_000
/** … and given up when nothing comes for this long; after a stay in the background sooner. */
const PONG_WITHIN_MS = 10_000
const PONG_WITHIN_ON_SHOW_MS = 5_000
/** A connection that lasted this long counts as good: the next back-off starts from the beginning. */
const STEADY_MS = 10_000
const LONGEST_WAIT_MS = 30_000

const nothing = () => {}

/** One socket to the call centre (docs/protocol.md), kept alive as long as the transport is open. */
export class SocketTransport implements Transport {
  connection: Connection = { status: 'idle', error: null }

  private ivrId: string | null = null
  private socket: PlatformSocket | null = null
  private welcomedAt: number | null = null
  /** names one attempt: what an earlier one still reports is ignored */
  private run = 0
  private failures = 0
  /** the one that the present attempt shows */
  private token = ''
  private loggedInAgain = false
  private networkUp = true
  private networkType = ''
  private cancelTimer = nothing

  constructor(
    private readonly platform: Platform,
    private readonly sessions: SessionSource,
    readonly serverUrl: string,
    private readonly owner: TransportOwner,
  ) {
    platform.onShow(() => this.shown())
    platform.onNetwork((connected, type) => this.networkChanged(connected, type))
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
    return this.post(command)
  }

  signal(signal: Signal): boolean {
    return this.post(signal)
  }

  history(before: number): boolean {
    return this.post({ t: 'history', before })
  }

  resync(): void {
    this.lost()
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

  private shown(): void {
    if (this.ivrId === null || this.connection.status === 'failed') return
    if (this.welcomedAt === null) this.connect()
    else this.probe(PONG_WITHIN_ON_SHOW_MS)
  }

  private networkChanged(connected: boolean, type: string): void {
    const same = type === this.networkType
    this.networkUp = connected
    this.networkType = type
    if (this.ivrId === null || this.connection.status === 'failed') return
    if (!connected) this.lost()
    // a socket does not survive the change from one network to another, but it takes minutes to notice
    else if (this.welcomedAt === null || !same) this.connect()
  }

  /** @param anew with a new login, although the present token has not ended by our clock */
  private connect(anew = false): void {
    if (this.ivrId === null) return
    this.drop()
    this.report(this.failures > 0 || this.connection.status === 'online' ? 'reconnecting' : 'connecting')
    const session = this.sessions.getSession()
    if (session && !anew) this.dial(session.token)
    else this.logIn()
  }

  private logIn(): void {
    const { run } = this
    this.sessions.requestLogin().then(
      ({ token }) => run === this.run && this.dial(token),
      (reason) => run === this.run && this.failed(toWireError(reason)),
    )
  }

  private dial(token: string): void {
    const { run, ivrId } = this
    if (ivrId === null) return
    this.token = token
    this.timer(WELCOME_WITHIN_MS, () => this.lost())
    try {
      const socket = this.platform.connect(
        `${this.serverUrl.replace(/\/+$/, '').replace(/^http/, 'ws')}/v1/customer/socket`,
      )
      this.socket = socket
      socket.onOpen(() => {
        if (run !== this.run) return
        this.write({ t: 'hello', v: PROTOCOL_VERSION, token, ivrId, position: this.owner.position() })
      })
      socket.onText((text) => run === this.run && this.received(text))
      socket.onEnd(() => run === this.run && this.lost())
    } catch {
      // WeChat throws when there are too many sockets
      this.lost()
    }
  }

  private received(text: string): void {
    const frame = readFrame(text)
    // a server that cannot be understood gets another chance, ever more seldom; the page never sees it
    if (!frame) this.lost()
    else if (frame.t === 'error' && frame.fatal) this.refused(frame.error)
    else this.accepted(frame)
  }

  private accepted(frame: CustomerServerFrame): void {
    if (frame.t === 'welcome') {
      this.welcomedAt = this.platform.now()
      this.loggedInAgain = false
      this.connection = { status: 'online', error: null }
    }
    if (this.welcomedAt !== null) this.rest()
    if (frame.t !== 'pong') this.owner.onFrame(frame)
  }

  private refused(error: WireError): void {
    if (error.code !== 'UNAUTHENTICATED') this.failed(error)
    else if (this.loggedInAgain) this.end(error)
    else {
      // it may have been renewed since it was shown
      const isOld = this.sessions.getSession()?.token === this.token
      this.loggedInAgain = isOld
      this.connect(isOld)
    }
  }

  private failed(error: WireError): void {
    if (passes(error)) this.lost(error)
    else this.end(error)
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
    const { socket } = this
    this.socket = null
    try {
      socket?.close()
    } catch {
      // already closed
    }
  }

  private rest(): void {
    this.timer(PING_AFTER_MS, () => this.probe(PONG_WITHIN_MS))
  }

  private probe(within: number): void {
    this.write({ t: 'ping' })
    this.timer(within, () => this.lost())
  }

  /** At most one timer runs: each state of the connection waits for one thing. */
  private timer(ms: number, run: () => void): void {
    this.cancelTimer()
    this.cancelTimer = this.platform.after(ms, run)
  }

  private post(frame: CustomerClientFrame): boolean {
    if (this.welcomedAt === null) return false
    this.write(frame)
    return true
  }

  private write(frame: CustomerClientFrame): void {
    const { run } = this
    this.socket?.send(JSON.stringify(frame), () => run === this.run && this.lost())
  }

  private report(status: ConnectionStatus, error: WireError | null = null): void {
    if (this.connection.status === status && this.connection.error === error) return
    this.connection = { status, error }
    this.owner.onConnection()
  }
}

function readFrame(text: string): CustomerServerFrame | null {
  try {
    const value = readNewer(JSON.parse(text))
    return isCustomerServerFrame(value) ? value : null
  } catch {
    return null
  }
}
