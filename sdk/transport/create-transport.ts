import { backoff, type WireError } from '@ccc-store/core/protocol'
import type { Platform } from '../platform/platform'
import type { Link, LinkHost, MakeLink, Outgoing } from './link'
import { type SessionSource, toWireError } from './session-source'
import type { Connection, ConnectionStatus, Transport, TransportOwner } from './transport'

/** A connection that lasted this long counts as good: the next back-off starts from the beginning. */
const STEADY_MS = 10_000
const LONGEST_WAIT_MS = 30_000

const NOT_LOADED: WireError = {
  code: 'TRANSPORT_NOT_LOADED',
  zh: '客服加载失败，请稍后重试。',
  en: 'Could not be loaded. Try again later.',
}

const nothing = () => {}

/**
 * Keeps one link to the call centre alive as long as it is open: logs in, tries again, notices the network.
 * @param makeLink null where the link is fetched when the chat is first opened, by `loadLink`
 */
export function createTransport(
  platform: Platform,
  sessions: SessionSource,
  serverUrl: string,
  owner: TransportOwner,
  makeLink: MakeLink | null,
  loadLink: (() => Promise<MakeLink>) | null = null,
): Transport {
  const base = serverUrl.replace(/\/+$/, '')
  let connection: Connection = { status: 'idle', error: null }
  let ivrId: string | null = null
  let onlineSince: number | null = null
  /** names one attempt: what an earlier one still reports is ignored */
  let run = 0
  let failures = 0
  /** the one that the present attempt shows */
  let shownToken = ''
  let loggedInAgain = false
  let isThere = true
  let kind = ''
  let cancelTimer = nothing
  const host: LinkHost = {
    get isOnline() {
      return onlineSince !== null
    },
    guard,
    timer,
    online,
    lost,
    paused,
    refused,
    connect,
    end,
  }
  let link: Link | undefined = makeLink?.(platform, base, owner, host)
  platform.onShow(shown)
  platform.onNetwork(networkChanged)

  return {
    get connection() {
      return connection
    },
    serverUrl: base,
    open,
    close,
    send,
    resync: () => link?.resync(),
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

  function send(frame: Outgoing): boolean {
    if (onlineSince === null) return false
    link?.send(frame)
    return true
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
    if (onlineSince === null) connect()
    else link?.shown()
  }

  function networkChanged(isConnected: boolean, newKind: string): void {
    const isSame = newKind === kind
    isThere = isConnected
    kind = newKind
    if (ivrId === null || connection.status === 'failed') return
    if (isThere && onlineSince === null) connect()
    else link?.network(isThere, isSame)
  }

  /** @param anew with a new login, although the present token has not ended by our clock */
  function connect(anew = false): void {
    if (ivrId === null) return
    drop()
    report(failures > 0 || connection.status === 'online' ? 'reconnecting' : 'connecting')
    const session = sessions.getSession()
    if (!link) load()
    else if (session && !anew) begin(session)
    else
      sessions.requestLogin().then(
        guard(begin),
        guard((reason) => failed(toWireError(reason))),
      )
  }

  function load(): void {
    loadLink?.().then(
      guard((make) => {
        link = make(platform, base, owner, host)
        connect()
      }),
      guard(() => end(NOT_LOADED)),
    )
  }

  function begin({ token }: { token: string }): void {
    if (ivrId === null) return
    shownToken = token
    link?.begin(token, ivrId)
  }

  function online(): void {
    onlineSince ??= platform.now()
    loggedInAgain = false
    connection = { status: 'online', error: null }
  }

  function refused(error: WireError): void {
    if (error.code !== 'UNAUTHENTICATED') failed(error)
    else if (loggedInAgain) end(error)
    else {
      // it may have been renewed since it was shown
      loggedInAgain = sessions.getSession()?.token === shownToken
      connect(loggedInAgain)
    }
  }

  function failed(error: WireError): void {
    if (error.retry) lost(error)
    else end(error)
  }

  function lost(error: WireError | null = null): void {
    if (ivrId === null) return
    if (onlineSince !== null && platform.now() - onlineSince >= STEADY_MS) failures = 0
    drop()
    wait(backoff(failures, platform.random(), LONGEST_WAIT_MS) + (error?.retryAfterMs || 0), error)
    failures += 1
  }

  function paused(ms: number): void {
    run += 1
    onlineSince = null
    wait(ms, null)
  }

  function wait(ms: number, error: WireError | null): void {
    timer(ms, () => connect())
    report(isThere ? 'reconnecting' : 'offline', error)
  }

  /** Ends the present attempt or connection without a word to the owner. */
  function drop(): void {
    run += 1
    cancelTimer()
    cancelTimer = nothing
    onlineSince = null
    link?.end()
  }

  function timer(ms: number, task: () => void): void {
    cancelTimer()
    cancelTimer = platform.after(ms, task)
  }

  function guard<Given extends unknown[]>(task: (...given: Given) => void): (...given: Given) => void {
    const attempt = run
    return (...given) => {
      if (attempt === run) task(...given)
    }
  }

  function report(status: ConnectionStatus, error: WireError | null = null): void {
    if (connection.status === status && connection.error === error) return
    connection = { status, error }
    owner.onConnection()
  }
}
