import type { Entry } from '@ccc-store/core/protocol'
import type { Conversation, Invitation } from '../ports/conversations'

/** Conversations that are kept in memory: those under way, and some that were lately. */
const MAX_KNOWN = 10_000

/** Newest entries that are kept of each: what a client who is there has not got yet. More is read from the tables. */
const TAIL_ENTRIES = 16

/** A conversation as far as it is known without reading. Never changed in place: each step makes a new one. */
export interface Known {
  /** names it in the log */
  readonly number: number
  readonly conversation: Conversation
  /** the newest entries, without a gap up to the head; those before were not read, or let go */
  readonly tail: readonly Entry[]
  /** the customer's unread entries; undefined when nobody has counted them */
  readonly unread: number | undefined
  /** the newest session that was asked to rate and was not rated; undefined when nobody has looked, null for none */
  readonly invitation: Invitation | null | undefined
}

/**
 * What is committed, of the conversations that were asked for last. Derived: it may be dropped at any time, and is then
 * read again.
 */
export class Memory {
  private readonly known = new Map<string, Known>()
  /** where the newest session of each is */
  private readonly places = new Map<string, string>()

  get(conversationId: string): Known | undefined {
    return this.known.get(conversationId)
  }

  /** @returns the conversation, if this is the newest session of one that is known */
  placeOf(sessionId: string): string | undefined {
    return this.places.get(sessionId)
  }

  set(known: Known): void {
    const { conversationId, newest } = known.conversation
    this.forget(conversationId)
    this.known.set(conversationId, known)
    if (newest) this.places.set(newest.sessionId, conversationId)
    if (this.known.size <= MAX_KNOWN) return
    const [oldest] = this.known.keys()
    if (oldest !== undefined) this.forget(oldest)
  }

  forget(conversationId: string): void {
    const newest = this.known.get(conversationId)?.conversation.newest
    this.known.delete(conversationId)
    if (newest) this.places.delete(newest.sessionId)
  }

  clear(): void {
    this.known.clear()
    this.places.clear()
  }
}

/** The same with entries added to its log. The tail is cut when it has become twice as long as it needs to be. */
export function grown(known: Known, added: readonly Entry[]): Known {
  const { conversation } = known
  const tail = known.tail.concat(added)
  return {
    ...known,
    conversation: { ...conversation, head: conversation.head + added.length },
    tail: tail.length > 2 * TAIL_ENTRIES ? tail.slice(-TAIL_ENTRIES) : tail,
  }
}

/** The entries with `after` < seq ≤ `upTo`, if the tail has all of them. */
export function entriesOfTail({ conversation, tail }: Known, after: number, upTo: number): Entry[] | undefined {
  const oldest = conversation.head - tail.length + 1
  if (after + 1 < oldest && upTo > after) return undefined
  return tail.slice(after + 1 - oldest, Math.max(0, upTo + 1 - oldest))
}
