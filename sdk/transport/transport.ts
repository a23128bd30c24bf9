import type { CustomerServerFrame, Position, WireError } from '@ccc-store/core/protocol'
import type { Outgoing } from './link'

/**
 * `connecting`: the first attempt runs; `reconnecting`: it failed, or the connection broke; `offline`: the phone has
 * no network; `failed`: trying again by itself is pointless, `error` says why.
 */
export type ConnectionStatus = 'idle' | 'connecting' | 'online' | 'reconnecting' | 'offline' | 'failed'

export interface Connection {
  status: ConnectionStatus
  error: WireError | null
}

/** What a transport brings to its owner. */
export interface TransportOwner {
  /** where a hello resumes from; null asks for the newest entries */
  position(): Position | null
  /** A welcome also means that `connection` is online now; `onConnection` is not called for that. */
  onFrame(frame: CustomerServerFrame): void
  /** `connection` changed */
  onConnection(): void
}

/** A way to the call centre. Frames arrive in order, and only between `open` and `close`. */
export interface Transport {
  readonly connection: Connection
  /** where files go and come from; no slash at its end */
  readonly serverUrl: string
  /** Connects and stays connected until `close`; with another flow than before it connects anew. */
  open(ivrId: string): void
  close(): void
  /** Hands a frame to the network. @returns false while there is no connection: send it after the next welcome */
  send(frame: Outgoing): boolean
  /** Drops the connection and resumes: what came does not follow on what is here. */
  resync(): void
  /** Ends the connection for a reason that only `retry` or `open` undoes. */
  end(error: WireError): void
  /** Tries again at once, also after `failed`. */
  retry(): void
}
