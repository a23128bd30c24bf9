import type { FlowDefinition } from '@ccc-store/core/flow'
import type { Entry } from '@ccc-store/core/protocol'
import type { EntryDraft, Session, TimerKind } from '@ccc-store/core/session'
import type { Kysely } from 'kysely'
import type { Tables } from './tables'

/*
 * What the app asks of a store, in the app's words. An engine keeps the promises: what is acknowledged is durable (P1),
 * a conversation's log has no gaps (P3), a use case happens wholly or not at all.
 */

export interface Store {
  /** transactions that were made durable so far */
  readonly commits: number

  /**
   * Carries out one use case in one transaction (DESIGN rule 3), and resolves with its result once it is durable. One
   * that throws leaves nothing behind, and its caller gets the error. A use case may run more than once, when it lost a
   * race against another node: it must do nothing but read and write here.
   * @param scope what it is about, by `scopes`: use cases of one scope happen one after the other
   */
  write<T>(scope: string, work: (tx: Tx) => Promise<T>): Promise<T>

  /** Reads what is committed, all as of one moment. `work` awaits nothing but the view. */
  read<T>(work: (view: View) => Promise<T>): Promise<T>

  /** Drops all that is kept in memory: it is derived, and read again when it is needed. */
  forgetAll(): void

  /** Resolves when nothing is left to write. */
  idle(): Promise<void>

  /** Finishes what was begun and lets go of the files. */
  close(): Promise<void>
}

/** Names of what a write is about. */
export const scopes = {
  conversation: (conversationId: string) => `conversation:${conversationId}`,
  customer: (customerId: string) => `customer:${customerId}`,
  agent: (agentId: string) => `agent:${agentId}`,
  /** what belongs to nobody: files, timers, log-ins, settings of this server */
  server: 'server',
}

/** All that one customer and one app ever said, without the words. */
export interface Conversation {
  conversationId: string
  sdkAppId: number
  customerId: string
  /** names one life of the log */
  epoch: string
  /** seq of the newest entry; 0 while empty */
  head: number
  /** everything up to here was shown to the customer */
  customerReadSeq: number
  /** everything up to here was shown to an agent who served */
  agentReadSeq: number
  /** the customer is refused */
  isBlocked: boolean
  /** the session that it is in, or was in last */
  newest: StoredSession | undefined
}

/** A session whose customer was asked to rate it, and has not. */
export interface Invitation {
  sessionId: string
  /** ms since 1970 */
  invitedAt: number
  /** what can be chosen from */
  tags: string[]
  lowTags?: string[]
}

/** A session with all that its machine and its log need. */
export interface StoredSession {
  sessionId: string
  conversationId: string
  sdkAppId: number
  flowVersion: number
  /** of that version */
  definition: FlowDefinition
  session: Session
  /** place in the queue */
  ticket: number | null
  /** its stretch of the conversation's log */
  firstSeq: number
  lastSeq: number
  /** seq of the last menu that it sent */
  menuSeq: number | null
  startedAt: number
  joinedAt: number | null
  closedAt: number | null
  /** when its timers are due, ms since 1970 */
  timers: Readonly<Partial<Record<TimerKind, number>>>
}

/** What can be read. */
export interface View {
  /** ms since 1970; the same throughout a use case */
  readonly now: number
  readonly conversations: ConversationReads
  readonly sessions: SessionReads
  readonly log: LogReads
  readonly queue: QueueReads
  readonly timers: TimerReads
  /** Everything else, until it has a name here. */
  readonly db: Kysely<Tables>
}

export interface ConversationReads {
  /** @throws Error when there is none: ids come from log-ins and from other rows */
  get(conversationId: string): Promise<Conversation>
}

export interface SessionReads {
  find(sessionId: string): Promise<StoredSession | undefined>
  /** The newest of a conversation's sessions that was asked to rate and was not rated, whether or not that still stands. */
  invited(conversationId: string): Promise<Invitation | undefined>
  /** What a customer who was asked to rate a session can choose from. */
  offer(session: StoredSession): Promise<{ tags: string[]; lowTags?: string[] }>
}

export interface LogReads {
  find(conversationId: string, seq: number): Promise<Entry | undefined>
  /** Entries with `after` < seq ≤ `upTo`, ascending. */
  between(conversationId: string, after: number, upTo: number): Promise<Entry[]>
  /** The `limit` entries that come right before seq `before`, ascending; fewer at the start of the log. */
  before(conversationId: string, before: number, limit: number): Promise<Entry[]>
  /** The entries that quote another one. */
  quoting(conversationId: string, seq: number): Promise<Entry[]>
  /** What others said since the customer read last, counted up to MAX_UNREAD. */
  countUnread(conversationId: string): Promise<number>
}

export interface QueueReads {
  /** ${WaitNo}: how many asked earlier and have no agent yet. An offer that rings still waits, so the number never rises. */
  ahead(skillGroupId: string, ticket: number): Promise<number>
  /** How many wait without an offer. */
  queued(skillGroupId: string): Promise<number>
}

export interface TimerReads {
  /** When the next timer is due, ms since 1970. */
  nextDueAt(): Promise<number | undefined>
}

/** One use case at work. */
export interface Tx extends View {
  readonly conversations: Conversations
  readonly sessions: Sessions
  readonly log: Log
  readonly queue: Queue
  readonly timers: Timers
  readonly receipts: Receipts
  /** Tells whoever watches `topic` to look again, after the commit. */
  hint(topic: string): void
}

export interface Conversations extends ConversationReads {
  /** Sets a read mark. */
  markRead(conversationId: string, reader: 'customer' | 'agent', seq: number): Promise<void>
  /** Something that the store knows of it was changed elsewhere: it is read anew. */
  forget(conversationId: string): Promise<void>
}

export interface Sessions extends SessionReads {
  /** Stores a session, a new one or a new state of one. */
  save(session: StoredSession): Promise<void>
}

export interface Log extends LogReads {
  /**
   * Appends to the log of a session's conversation (P3: seq runs 1…n without gaps).
   * @returns the session with its stretch grown, to be saved
   */
  append(session: StoredSession, drafts: readonly EntryDraft[]): Promise<StoredSession>
  /** Writes another body in place of the one the log has: nothing but a recall may do that. */
  replaceBody(conversationId: string, seq: number, body: Entry['body']): Promise<void>
}

export interface Queue extends QueueReads {
  /** The session that waits longest in any of the skill groups without an offer (P6). */
  first(skillGroupIds: readonly string[]): Promise<StoredSession | undefined>
}

export interface Timers extends TimerReads {
  /** Takes the timer that is due longest; having taken it, the caller must act on it in the same transaction. */
  takeDue(): Promise<{ sessionId: string; kind: TimerKind } | undefined>
  /** Puts the timer that is due longest off, so that one which cannot be acted on does not hold up the others. */
  postponeDue(byMs: number): Promise<void>
}

/** That a command was carried out: its retry finds the receipt and has no second effect. */
export interface Receipts {
  /** @returns the seq it was acknowledged with, null without one; undefined when it was never carried out */
  find(sender: string, commandId: string): Promise<number | null | undefined>
  keep(sender: string, commandId: string, seq: number | null): Promise<void>
}
