import type { CustomerServerFrame, CustomerState } from '@ccc-store/core/protocol'
import type { Platform } from '../../platform/platform'
import type { Link, LinkHost, Outgoing } from '../link'
import type { TransportOwner } from '../transport'
import { createChatLine } from './chat-line'
import type { ChatModule, Message } from './chat-sdk'
import { createCommandQueue } from './command-queue'
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

/**
 * The way to the call centre through Tencent Cloud Chat. Messages bring entries as they are written; the log itself is
 * read from the call centre, at the beginning and whenever something is missing: a message is only a hint (P3, P4).
 */
export function createTencentLink(
  platform: Platform,
  serverUrl: string,
  owner: TransportOwner,
  host: LinkHost,
  chat: ChatModule,
): Link {
  let token = ''
  let ivrId = ''
  let syncing = false
  /** what to do when the sync under way is done */
  let syncNext: 'nothing' | 'look' | 'welcome' = 'nothing'
  let lookedAt = 0
  /** when the state now known was read, on the server's clock */
  let stateAt = 0
  let state: CustomerState = { phase: 'none' }
  const http = createTencentHttp(platform, serverUrl)
  const line = createChatLine(chat, {
    ready: resync,
    received: (message) => received(message),
    changed: shown,
    interrupted: () => interrupted(),
    ended: () => host.lost(),
    kicked: () => host.end(KICKED_OUT),
    refused: (id, code) => pass({ t: 'nack', id, error: refusedByTencent(code) }),
  })
  const commands = createCommandQueue(() => platform.now(), {
    command: (command) => line.command(command, ivrId),
    forget: line.forget,
  })

  return { begin, end, send, resync, shown, network }

  function begin(shownToken: string, flow: string): void {
    token = shownToken
    ivrId = flow
    host.timer(WELCOME_WITHIN_MS, () => host.lost())
    http.join(
      token,
      ivrId,
      host.guard((answer) => {
        if (answer && 'value' in answer) line.open(answer.value)
        else unanswered(answer)
      }),
    )
  }

  function end(): void {
    syncing = false
    syncNext = 'nothing'
    commands.clear()
    line.close()
  }

  function send(frame: Outgoing): void {
    if (frame.t === 'history') older(frame.before)
    else if (frame.t === 'read' || frame.t === 'typing') line.signal(frame, ivrId)
    else commands.push(frame)
  }

  function older(before: number): void {
    http.history(
      token,
      before,
      host.guard((answer) => {
        if (answer && 'value' in answer) owner.onFrame(answer.value)
        else if (answer) owner.onFrame({ t: 'error', error: answer.error, fatal: false })
        else host.lost()
      }),
    )
  }

  function resync(): void {
    sync('welcome')
  }

  function shown(): void {
    sync('look')
  }

  function network(isThere: boolean): void {
    if (isThere) shown()
    else interrupted()
  }

  /** Reads the log from where the owner stands. `welcome` also makes the owner send again what was not acknowledged. */
  function sync(how: 'look' | 'welcome'): void {
    const wanted = host.isOnline ? how : 'welcome'
    if (syncing) {
      if (syncNext !== 'welcome') syncNext = wanted
      return
    }
    syncing = true
    const goOn = host.guard(() => {
      const next = syncNext
      syncNext = 'nothing'
      if (next !== 'nothing') sync(next)
    })
    http.sync(
      token,
      owner.position(),
      host.guard((answer) => {
        syncing = false
        if (answer && 'value' in answer) synced(answer.value, wanted)
        // without an answer it is looked again before long
        else if (answer || !host.isOnline) unanswered(answer)
        goOn()
      }),
    )
  }

  function synced({ frame, at }: { frame: CustomerServerFrame; at: number }, how: 'look' | 'welcome'): void {
    if (frame.t !== 'welcome') return
    lookedAt = platform.now()
    state = frame.state
    stateAt = at
    const isQuiet = how === 'look' && frame.mode === 'resume'
    if (!isQuiet) {
      host.online()
      // the owner hands out anew what has no acknowledgement
      commands.clear()
      watch()
    }
    pass(isQuiet ? { t: 'entries', entries: frame.entries, state: frame.state } : frame)
  }

  function received(message: Message): void {
    if (!host.isOnline) {
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
    else if (reading.seq <= position.seq) commands.settle(reading.frame)
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
    } else if (frame.t === 'error' && frame.fatal) host.refused(frame.error)
    else pass(frame)
  }

  function pass(frame: CustomerServerFrame): void {
    commands.settle(frame)
    owner.onFrame(frame)
  }

  function watch(): void {
    host.timer(WATCH_MS, () => {
      watch()
      if (commands.waitsFor() >= WATCH_MS) sync('welcome')
      else if (platform.now() - lookedAt >= LOOK_MS) sync('look')
    })
  }

  function unanswered(answer: Answer<unknown>): void {
    if (answer && 'error' in answer) host.refused(answer.error)
    else host.lost()
  }

  /** The network is away. The SDK stays logged in, and says when it is back. */
  function interrupted(): void {
    if (!host.isOnline) return
    syncing = false
    host.paused(BACK_WITHIN_MS)
  }
}
