import {
  backoff,
  type CustomerClientFrame,
  type CustomerServerFrame,
  PROTOCOL_VERSION,
  readNewer,
  type WireError,
} from '@ccc-store/core/protocol'
import type { Platform, PlatformSocket } from '../platform/platform'
import { isCustomerServerFrame } from './check-frame'
import { passes, type SessionSource, toWireError } from './session-source'
import type { Connection, ConnectionStatus, Transport, TransportOwner } from './transport'

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
export function createSocketTransport(
  platform: Platform,
  sessions: SessionSource,
  serverUrl: string,
  owner: TransportOwner,
): Transport {
  let connection: Connection = { status: 'idle', error: null }
  let ivrId: string | null = null
  let socket: PlatformSocket | null = null
  let welcomedAt: number | null = null
  /** names one attempt: what an earlier one still reports is ignored */
  let run = 0
  let failures = 0
  /** the one that the present attempt shows */
  let shownToken = ''
  let loggedInAgain = false
  let networkUp = true
  let networkType = ''
  let cancelTimer = nothing
  platform.onShow(shown)
  platform.onNetwork(networkChanged)

  return {
    get connection() {
      return connection
    },
    serverUrl,
    open,
    close,
    send: post,
    signal: post,
    history,
    resync,
    end,
    retry,
  }

  function open(newIvrId: string): void {
    if (newIvrId === ivrId && connection.status !== 'failed') return
    ivrId = newIvrId
    retry()
  }

  function close(): void {
    ivrId = null
    drop()
    report('idle')
  }

  function history(before: number): boolean {
    return post({ t: 'history', before })
  }

  function resync(): void {
    lost()
  }

  function end(error: WireError): void {
    drop()
    report('failed', error)
  }

  function retry(): void {
    failures = 0
    loggedInAgain = false
    connect()
  }

  function shown(): void {
    if (ivrId === null || connection.status === 'failed') return
    if (welcomedAt === null) connect()
    else probe(PONG_WITHIN_ON_SHOW_MS)
  }

  function networkChanged(connected: boolean, type: string): void {
    const same = type === networkType
    networkUp = connected
    networkType = type
    if (ivrId === null || connection.status === 'failed') return
    if (!connected) lost()
    // a socket does not survive the change from one network to another, but it takes minutes to notice
    else if (welcomedAt === null || !same) connect()
  }

  /** @param anew with a new login, although the present token has not ended by our clock */
  function connect(anew = false): void {
    if (ivrId === null) return
    drop()
    report(failures > 0 || connection.status === 'online' ? 'reconnecting' : 'connecting')
    const session = sessions.getSession()
    if (session && !anew) dial(session.token)
    else logIn()
  }

  function logIn(): void {
    const attempt = run
    sessions.requestLogin().then(
      ({ token }) => attempt === run && dial(token),
      (reason) => attempt === run && failed(toWireError(reason)),
    )
  }

  function dial(token: string): void {
    if (ivrId === null) return
    const attempt = run
    const flow = ivrId
    shownToken = token
    timer(WELCOME_WITHIN_MS, () => lost())
    try {
      const dialled = platform.connect(`${serverUrl.replace(/\/+$/, '').replace(/^http/, 'ws')}/v1/customer/socket`)
      socket = dialled
      dialled.onOpen(() => {
        if (attempt !== run) return
        write({ t: 'hello', v: PROTOCOL_VERSION, token, ivrId: flow, position: owner.position() })
      })
      dialled.onText((text) => attempt === run && received(text))
      dialled.onEnd(() => attempt === run && lost())
    } catch {
      // WeChat throws when there are too many sockets
      lost()
    }
  }

  function received(text: string): void {
    const frame = readFrame(text)
    // a server that cannot be understood gets another chance, ever more seldom; the page never sees it
    if (!frame) lost()
    else if (frame.t === 'error' && frame.fatal) refused(frame.error)
    else accepted(frame)
  }

  function accepted(frame: CustomerServerFrame): void {
    if (frame.t === 'welcome') {
      welcomedAt = platform.now()
      loggedInAgain = false
      connection = { status: 'online', error: null }
    }
    if (welcomedAt !== null) rest()
    if (frame.t !== 'pong') owner.onFrame(frame)
  }

  function refused(error: WireError): void {
    if (error.code !== 'UNAUTHENTICATED') failed(error)
    else if (loggedInAgain) end(error)
    else {
      // it may have been renewed since it was shown
      const isOld = sessions.getSession()?.token === shownToken
      loggedInAgain = isOld
      connect(isOld)
    }
  }

  function failed(error: WireError): void {
    if (passes(error)) lost(error)
    else end(error)
  }

  function lost(error: WireError | null = null): void {
    if (ivrId === null) return
    if (welcomedAt !== null && platform.now() - welcomedAt >= STEADY_MS) failures = 0
    drop()
    const wait = backoff(failures, platform.random(), LONGEST_WAIT_MS)
    failures += 1
    timer(wait, () => connect())
    report(networkUp ? 'reconnecting' : 'offline', error)
  }

  /** Ends the present attempt or connection without a word to the owner. */
  function drop(): void {
    run += 1
    cancelTimer()
    cancelTimer = nothing
    welcomedAt = null
    const dropped = socket
    socket = null
    try {
      dropped?.close()
    } catch {
      // already closed
    }
  }

  function rest(): void {
    timer(PING_AFTER_MS, () => probe(PONG_WITHIN_MS))
  }

  function probe(within: number): void {
    write({ t: 'ping' })
    timer(within, () => lost())
  }

  /** At most one timer runs: each state of the connection waits for one thing. */
  function timer(ms: number, task: () => void): void {
    cancelTimer()
    cancelTimer = platform.after(ms, task)
  }

  function post(frame: CustomerClientFrame): boolean {
    if (welcomedAt === null) return false
    write(frame)
    return true
  }

  function write(frame: CustomerClientFrame): void {
    const attempt = run
    socket?.send(JSON.stringify(frame), () => attempt === run && lost())
  }

  function report(status: ConnectionStatus, error: WireError | null = null): void {
    if (connection.status === status && connection.error === error) return
    connection = { status, error }
    owner.onConnection()
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
