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
import { createChatLine } from './chat-line'
import type { ChatModule, Message } from './chat-sdk'
import { type Reading, readMessage } from './read-message'
import { KICKED_OUT, refusedByTencent } from './tencent-errors'
import { type Answer, createTencentHttp } from './tencent-http'

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
export function createTencentTransport(
  platform: Platform,
  sessions: SessionSource,
  serverUrl: string,
  owner: TransportOwner,
  chat: ChatModule,
): Transport {
  let connection: Connection = { status: 'idle', error: null }
  let ivrId: string | null = null
  let shownToken = ''
  let loggedInAgain = false
  /** names one attempt: what an earlier one still reports is ignored */
  let run = 0
  let failures = 0
  let welcomedAt: number | null = null
  let syncing = false
  /** what to do when the sync under way is done */
  let syncNext: 'nothing' | 'look' | 'welcome' = 'nothing'
  let lookedAt = 0
  /** when the state now known was read, on the server's clock */
  let stateAt = 0
  let state: CustomerState = { phase: 'none' }
  /** commands to go out, in their order */
  let queue: CustomerCommand[] = []
  /** the one under way: one may overtake the other, so the next waits for its acknowledgement */
  let underWay: { id: string; since: number } | null = null
  let networkUp = true
  let cancelTimer = nothing
  const http = createTencentHttp(platform, serverUrl)
  const line = createChatLine(chat, {
    ready: () => sync('welcome'),
    received: (message) => received(message),
    changed: () => sync('look'),
    interrupted: () => interrupted(),
    ended: () => lost(),
    kicked: () => end(KICKED_OUT),
    refused: (id, code) => pass({ t: 'nack', id, error: refusedByTencent(code) }),
  })
  platform.onShow(wakened)
  platform.onNetwork((connected) => {
    networkUp = connected
    if (connected) wakened()
    else if (welcomedAt !== null) interrupted()
  })

  return {
    get connection() {
      return connection
    },
    serverUrl,
    open,
    close,
    send,
    signal,
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

  function send(command: CustomerCommand): boolean {
    if (welcomedAt === null || ivrId === null) return false
    queue.push(command)
    sendNext()
    return true
  }

  function signal(signal: Signal): boolean {
    if (welcomedAt === null || ivrId === null) return false
    line.signal(signal, ivrId)
    return true
  }

  function history(before: number): boolean {
    if (welcomedAt === null) return false
    const attempt = run
    http.history(shownToken, before, (answer) => {
      if (attempt !== run) return
      if (answer && 'value' in answer) owner.onFrame(answer.value)
      else if (answer) owner.onFrame({ t: 'error', error: answer.error, fatal: false })
      else lost()
    })
    return true
  }

  function resync(): void {
    if (welcomedAt === null) connect()
    else sync('welcome')
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

  function sendNext(): void {
    if (underWay || ivrId === null) return
    const command = queue.shift()
    if (!command) return
    underWay = { id: command.id, since: platform.now() }
    line.command(command, ivrId)
  }

  function wakened(): void {
    if (ivrId === null || connection.status === 'failed') return
    if (welcomedAt === null) connect()
    else sync('look')
  }

  /** @param anew with a new login, although the present token has not ended by our clock */
  function connect(anew = false): void {
    if (ivrId === null) return
    drop()
    report(failures > 0 || connection.status === 'online' ? 'reconnecting' : 'connecting')
    const attempt = run
    const session = sessions.getSession()
    if (session && !anew) join(session.token)
    else {
      sessions.requestLogin().then(
        ({ token }) => attempt === run && join(token),
        (reason) => attempt === run && failed(toWireError(reason)),
      )
    }
  }

  function join(token: string): void {
    if (ivrId === null) return
    const attempt = run
    shownToken = token
    timer(WELCOME_WITHIN_MS, () => lost())
    http.join(token, ivrId, (answer) => {
      if (attempt !== run) return
      if (answer && 'value' in answer) line.open(answer.value)
      else unanswered(answer)
    })
  }

  /** Reads the log from where the owner stands. `welcome` also makes the owner send again what was not acknowledged. */
  function sync(how: 'look' | 'welcome'): void {
    const wanted = welcomedAt === null ? 'welcome' : how
    if (syncing) {
      if (syncNext !== 'welcome') syncNext = wanted
      return
    }
    const attempt = run
    syncing = true
    http.sync(shownToken, owner.position(), (answer) => {
      if (attempt !== run) return
      syncing = false
      if (answer && 'value' in answer) synced(answer.value, wanted)
      else if (answer || welcomedAt === null) unanswered(answer)
      // otherwise it is looked again before long
      const next = syncNext
      syncNext = 'nothing'
      if (attempt === run && next !== 'nothing') sync(next)
    })
  }

  function synced({ frame, at }: { frame: CustomerServerFrame; at: number }, how: 'look' | 'welcome'): void {
    if (frame.t !== 'welcome') return
    lookedAt = platform.now()
    state = frame.state
    stateAt = at
    const isQuiet = how === 'look' && frame.mode === 'resume'
    if (!isQuiet) {
      welcomedAt ??= platform.now()
      loggedInAgain = false
      connection = { status: 'online', error: null }
      // the owner hands out anew what has no acknowledgement
      queue = []
      underWay = null
      watch()
    }
    pass(isQuiet ? { t: 'entries', entries: frame.entries, state: frame.state } : frame)
  }

  function received(message: Message): void {
    if (welcomedAt === null) {
      // it may have been written after the welcome under way was read
      if (syncing) syncNext = 'look'
      return
    }
    const reading = readMessage(message, state)
    const position = owner.position()
    // from somebody else in the service's name: the log knows whether it means anything
    if (!reading) sync('look')
    else if (position?.epoch !== reading.epoch) sync('welcome')
    else if (reading.seq === null) told(reading)
    else if (reading.seq <= position.seq) settle(reading.frame)
    else if (reading.seq === position.seq + 1) told(reading)
    else sync('look')
  }

  /** What follows on what is known. */
  function told({ frame, at, seq }: Reading): void {
    if (!frame) sync('look')
    else if (frame.t === 'entries') {
      const isOld = at < stateAt
      if (!isOld) {
        state = frame.state
        stateAt = at
      }
      if (!isOld || seq !== null) pass({ ...frame, state })
    } else if (frame.t === 'error' && frame.fatal) unanswered({ error: frame.error })
    else pass(frame)
  }

  function pass(frame: CustomerServerFrame): void {
    settle(frame)
    owner.onFrame(frame)
  }

  /** Commands that this frame answers are waited for no longer. */
  function settle(frame: CustomerServerFrame | null): void {
    const ids =
      frame?.t === 'ack' || frame?.t === 'nack'
        ? [frame.id]
        : frame?.t === 'entries' || frame?.t === 'welcome'
          ? frame.entries.flatMap(({ clientId }) => (clientId === undefined ? [] : [clientId]))
          : []
    for (const id of ids) {
      line.forget(id)
      queue = queue.filter((command) => command.id !== id)
      if (underWay?.id === id) underWay = null
    }
    sendNext()
  }

  function watch(): void {
    timer(WATCH_MS, () => {
      const now = platform.now()
      const isLate = underWay !== null && now - underWay.since >= WATCH_MS
      watch()
      if (isLate) sync('welcome')
      else if (now - lookedAt >= LOOK_MS) sync('look')
    })
  }

  function unanswered(answer: Answer<unknown>): void {
    const error = answer && 'error' in answer ? answer.error : null
    if (!error) lost()
    else if (error.code !== 'UNAUTHENTICATED') failed(error)
    else if (loggedInAgain) end(error)
    else {
      // it may have been renewed since it was shown
      const isOld = sessions.getSession()?.token === shownToken
      loggedInAgain = isOld
      connect(isOld)
    }
  }

  function failed(error: WireError): void {
    if (passes(error) || error.code === 'TENCENT_UNAVAILABLE') lost(error)
    else end(error)
  }

  /** The network is away. The SDK stays logged in, and says when it is back. */
  function interrupted(): void {
    if (ivrId === null || welcomedAt === null) return
    welcomedAt = null
    run += 1
    syncing = false
    timer(BACK_WITHIN_MS, () => connect())
    report(networkUp ? 'reconnecting' : 'offline')
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
    syncing = false
    syncNext = 'nothing'
    queue = []
    underWay = null
    line.close()
  }

  /** At most one timer runs: each state of the connection waits for one thing. */
  function timer(ms: number, task: () => void): void {
    cancelTimer()
    cancelTimer = platform.after(ms, task)
  }

  function report(status: ConnectionStatus, error: WireError | null = null): void {
    if (connection.status === status && connection.error === error) return
    connection = { status, error }
    owner.onConnection()
  }
}
