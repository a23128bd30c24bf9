import {
  type CustomerClientFrame,
  type CustomerServerFrame,
  PROTOCOL_VERSION,
  readNewer,
} from '@ccc-store/core/protocol'
import type { Platform, PlatformSocket } from '../platform/platform'
import { isCustomerServerFrame } from './check-frame'
import type { Link, LinkHost } from './link'
import type { TransportOwner } from './transport'

/** From dialling to the welcome. */
const WELCOME_WITHIN_MS = 10_000
/** A quiet connection is asked whether it still lives after this time … */
const PING_AFTER_MS = 20_000
/** … and given up when nothing comes for this long; after a stay in the background sooner. */
const PONG_WITHIN_MS = 10_000
const PONG_WITHIN_ON_SHOW_MS = 5_000

/** One socket to the call centre (docs/protocol.md). */
export function createSocketLink(platform: Platform, serverUrl: string, owner: TransportOwner, host: LinkHost): Link {
  let socket: PlatformSocket | null = null

  return { begin, end, send, resync, shown, network }

  function begin(token: string, ivrId: string): void {
    host.timer(WELCOME_WITHIN_MS, resync)
    try {
      const dialled = platform.connect(`${serverUrl.replace(/^http/, 'ws')}/v1/customer/socket`)
      socket = dialled
      dialled.onOpen(
        host.guard(() => send({ t: 'hello', v: PROTOCOL_VERSION, token, ivrId, position: owner.position() })),
      )
      dialled.onText(host.guard(received))
      dialled.onEnd(host.guard(resync))
    } catch {
      // WeChat throws when there are too many sockets
      resync()
    }
  }

  function end(): void {
    const dropped = socket
    socket = null
    try {
      dropped?.close()
    } catch {
      // already closed
    }
  }

  function send(frame: CustomerClientFrame): void {
    socket?.send(JSON.stringify(frame), host.guard(resync))
  }

  /** A new connection brings what is missing. */
  function resync(): void {
    host.lost()
  }

  function shown(): void {
    probe(PONG_WITHIN_ON_SHOW_MS)
  }

  function network(isThere: boolean, isSame: boolean): void {
    if (!isThere) host.lost()
    // a socket does not survive the change from one network to another, but it takes minutes to notice
    else if (!isSame) host.connect()
  }

  function received(text: string): void {
    const frame = readFrame(text)
    // a server that cannot be understood gets another chance, ever more seldom; the page never sees it
    if (!frame) host.lost()
    else if (frame.t === 'error' && frame.fatal) host.refused(frame.error)
    else {
      if (frame.t === 'welcome') host.online()
      if (host.isOnline) host.timer(PING_AFTER_MS, () => probe(PONG_WITHIN_MS))
      if (frame.t !== 'pong') owner.onFrame(frame)
    }
  }

  function probe(within: number): void {
    send({ t: 'ping' })
    host.timer(within, resync)
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
