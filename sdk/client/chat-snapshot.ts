import type { WireError } from '@ccc-store/core/protocol'
import type { Conversation } from '../store/conversation'
import type { Pending } from '../store/pending'
import type { Connection } from '../transport/transport'

/** All that a page shows. */
export interface ChatSnapshot {
  conversation: Conversation
  pending: readonly Pending[]
  connection: Connection
  /** an older page was asked for */
  loadingOlder: boolean
  agentTyping: boolean
  /** messages that the customer has not seen */
  unread: number
}

/** A page, or anything else that wants to know. */
export interface ChatListener {
  /** something changed; called once per frame from the server */
  changed(snapshot: ChatSnapshot): void
  /** something went wrong that the log does not tell */
  error?(error: WireError): void
}
