import type { CustomerClientFrame, WireError } from '@ccc-store/core/protocol'
import type { Platform } from '../platform/platform'
import type { TransportOwner } from './transport'

/** What is said once and needs no answer. */
export type Signal = Extract<CustomerClientFrame, { t: 'read' | 'typing' }>

/** What goes to the call centre once the connection stands. */
export type Outgoing = Exclude<CustomerClientFrame, { t: 'hello' | 'ping' }>

/** How frames travel: by a socket, or by Tencent Cloud Chat. When, and how often it is tried, is its host's business. */
export interface Link {
  /** Begins an attempt; the host hears `online`, `lost` or `refused`. */
  begin(token: string, ivrId: string): void
  /** Ends the attempt or the connection without a word to the host. */
  end(): void
  /** Called only while online. */
  send(frame: Outgoing): void
  /** What came does not follow on what is here. */
  resync(): void
  /** The mini-program came to the foreground. Called only while online. */
  shown(): void
  /** The network went, or came back while the link was online; `isSame`: it is of the kind that it was. */
  network(isThere: boolean, isSame: boolean): void
}

/** What a link tells of itself, and what is kept for it. */
export interface LinkHost {
  readonly isOnline: boolean
  /** The same function, for this attempt only: it does nothing once the attempt is over. */
  guard<Given extends unknown[]>(task: (...given: Given) => void): (...given: Given) => void
  /** At most one timer runs: each state of a connection waits for one thing. It goes with the attempt. */
  timer(ms: number, task: () => void): void
  /** The welcome is here. */
  online(): void
  /** Tried again after a while, longer each time. */
  lost(error?: WireError): void
  /** The network is away. The link stays as it is, and is begun anew only if it is not online again after `ms`. */
  paused(ms: number): void
  /** The call centre refuses: what passes by itself is tried again, with a new login where that helps. */
  refused(error: WireError): void
  /** Begins anew at once. */
  connect(): void
  end(error: WireError): void
}

export type MakeLink = (platform: Platform, serverUrl: string, owner: TransportOwner, host: LinkHost) => Link
