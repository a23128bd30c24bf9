import type { FlowDefinition } from '@ccc-store/core/flow'
import type { Attributes, CloseReason, Entry } from '@ccc-store/core/protocol'
import type { EntryDraft, Session, SessionPhase, TimerKind } from '@ccc-store/core/session'

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
  /**
   * The stretch of a session that rings for an agent, or is or was served by them. An agent reads nothing of a
   * conversation after it (P10).
   */
  servedLog(agentId: string, sessionId: string): Promise<(SessionLog & { phase: SessionPhase }) | undefined>
  /** Whether an agent has served a session of its conversation that is this one or a later one. */
  hasServedSince(agentId: string, sessionId: string): Promise<boolean>
  /** How long the newest `limit` services of a skill group took that ended since `since`, in ms. */
  serviceTimes(skillGroupId: string, since: number, limit: number): Promise<number[]>
  /** Those that ring for or are served by an agent, and of the `shown` ones those that they have had, oldest first. */
  ofAgent(agentId: string, shown: readonly string[]): Promise<AgentSession[]>
}

/** A session's stretch of its conversation's log. */
export interface SessionLog {
  conversationId: string
  firstSeq: number
  lastSeq: number
}

/** A session as an agent's desk shows it. */
export interface AgentSession extends SessionLog {
  sessionId: string
  phase: SessionPhase
  startedAt: number
  closeReason: CloseReason | null
  rating: Session['rating']
  /** when its ring ends */
  ringUntil: number | null
  skillGroupName: string | null
  customer: { customerId: string; name: string | null; avatarUrl: string | null }
  customerReadSeq: number
  /** what the host mini-program tells about the customer; of a closed session, what it had told when that ended */
  attributes: Attributes | null
  attributesVerified: boolean
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
