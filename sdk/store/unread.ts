import type { Entry } from '@ccc-store/core/protocol'
import { type Conversation, lastSeq, seqAt } from './conversation'

/** What a customer reads as a message, and did not write. */
export const isHeard = ({ from, body }: Entry): boolean =>
  from.role !== 'customer' && body.kind !== 'event' && body.kind !== 'recall'

/**
 * How much is unread, without waiting for the server to hear of the newest read mark.
 * @param readUpTo highest seq shown to the customer; 0 when nothing was since the start
 */
export function unreadOf(known: Conversation, readUpTo: number): number {
  const { entries, state } = known
  const { unread = 0 } = state
  if (readUpTo === 0) return unread
  if (readUpTo >= lastSeq(known)) return 0
  const since = entries.slice(Math.max(0, readUpTo + 1 - seqAt(entries, 0))).filter(isHeard).length
  return Math.min(since, unread)
}
