import { type Entry, MAX_UNREAD } from '@ccc-store/core/protocol'
import type { EntryDraft, TimerKind } from '@ccc-store/core/session'
import type { Conversation, StoredSession } from '../ports/conversations'
import { type Change, Changes, isNews, NO_SESSIONS } from './changes'
import { entriesOfTail, grown, type Known, type Memory } from './known'
import type { Rows } from './rows'
import type { Statements } from './statements'
import { SqliteTables } from './tables'

/** What the use cases of one commit share. */
export interface Batch {
  changes: Changes
  /** conversations that were read for it, and are not changed */
  read: Map<string, Known>
  /** conversations that were changed past the memory: it must not be asked for them */
  forgotten: Set<string>
  topics: Set<string>
}

export interface Parts {
  statements: Statements
  rows: Rows
  memory: Memory
}

/**
 * The work of one use case. What it does to conversations stays in memory until the commit, or until it asks the tables
 * for something that may depend on it: then what is pending is written first, behind a savepoint of its own.
 */
export abstract class Work extends SqliteTables {
  private readonly changes = new Changes()
  /** read since this use case may have changed the tables itself */
  private readonly read = new Map<string, Known>()
  private readonly hints: string[] = []
  private hasSavepoint = false

  constructor(
    readonly parts: Parts,
    readonly batch: Batch,
    readonly now: number,
  ) {
    super()
  }

  hint(topic: string): void {
    this.hints.push(topic)
  }

  /** The tables as this use case has to see them. Called before each query that is not about one conversation. */
  settle(): void {
    const { statements } = this.parts
    if (!this.hasSavepoint) {
      this.batch.changes.flush(statements)
      statements.exec('savepoint unit')
      this.hasSavepoint = true
    }
    this.changes.flush(statements)
  }

  /** It is done: what it changed belongs to the commit. */
  finish(): void {
    if (this.hasSavepoint) this.parts.statements.exec('release unit')
    for (const [conversationId, known] of this.read) this.batch.read.set(conversationId, known)
    this.batch.changes.absorb(this.changes)
    for (const topic of this.hints) this.batch.topics.add(topic)
  }

  /** It failed: nothing of it happened. @throws when the database has rolled back everything, as it does on a full disk */
  undo(): void {
    if (!this.hasSavepoint) return
    this.parts.statements.exec('rollback to unit')
    this.parts.statements.exec('release unit')
  }

  known(conversationId: string): Known {
    const { memory, rows } = this.parts
    const changed = this.changes.get(conversationId) ?? this.batch.changes.get(conversationId)
    if (changed) return changed.known
    const read = this.read.get(conversationId) ?? this.batch.read.get(conversationId)
    const kept = read ?? (this.batch.forgotten.has(conversationId) ? undefined : memory.get(conversationId))
    if (kept) return kept
    const known = rows.conversation(conversationId)
    // not the memory's before the commit: the tables may hold what is never committed
    this.read.set(conversationId, known)
    return known
  }

  /** What the memory has of a conversation is true no longer. */
  forget(conversationId: string): void {
    this.settle()
    this.changes.forget(conversationId)
    this.read.delete(conversationId)
    this.batch.read.delete(conversationId)
    this.batch.changes.forget(conversationId)
    this.batch.forgotten.add(conversationId)
  }

  session(sessionId: string): StoredSession | undefined {
    const place = this.placeOf(sessionId)
    const newest = place === undefined ? undefined : this.known(place).conversation.newest
    if (newest?.sessionId === sessionId) return newest
    // one that is not the newest of a conversation at hand
    this.settle()
    return this.parts.rows.session(sessionId)
  }

  save(session: StoredSession): void {
    const { sessionId, conversationId } = session
    const known = this.known(conversationId)
    const { newest } = known.conversation
    const sessions = new Map(this.changes.get(conversationId)?.sessions)
    const before = sessions.get(sessionId)
    const stored = before ? before.stored : newest?.sessionId === sessionId ? newest : this.earlier(sessionId)
    sessions.set(sessionId, { session, stored })
    if (stored?.session !== session.session || stored.ticket !== session.ticket) this.changes.move(stored, session)
    const isNewest = stored === undefined || newest?.sessionId === sessionId
    const conversation: Conversation = isNewest ? { ...known.conversation, newest: session } : known.conversation
    const isAsked = session.session.rating === (stored?.session.rating ?? 'none')
    const invitation = isAsked ? known.invitation : undefined
    this.change(conversationId, { ...known, conversation, invitation }, { sessions })
  }

  append(session: StoredSession, drafts: readonly EntryDraft[]): StoredSession {
    if (drafts.length === 0) return session
    const { conversationId, sessionId } = session
    const known = this.known(conversationId)
    const { head } = known.conversation
    const added = drafts.map((draft, i) => toEntry(draft, head + 1 + i, sessionId, this.now))
    const news = added.filter(isNews).length
    const unread = known.unread === undefined ? undefined : Math.min(known.unread + news, MAX_UNREAD)
    const entries = this.changes.get(conversationId)?.entries ?? []
    const invitation = added.some(({ body }) => body.kind === 'rating_invite') ? undefined : known.invitation
    this.change(conversationId, { ...grown(known, added), unread, invitation }, { entries: entries.concat(added) })
    const menu = added.findLast(({ body }) => body.kind === 'menu')
    return { ...session, lastSeq: head + drafts.length, menuSeq: menu?.seq ?? session.menuSeq }
  }

  between(conversationId: string, after: number, upTo: number): Entry[] {
    const known = this.known(conversationId)
    const fromTail = entriesOfTail(known, after, upTo)
    if (fromTail) return fromTail
    this.settle()
    return this.parts.rows.entriesBetween(known.number, after, upTo)
  }

  replaceBody(conversationId: string, seq: number, body: Entry['body']): void {
    this.settle()
    const known = this.known(conversationId)
    this.parts.statements.run(
      `update entries set body_json = ?, unread = iif(? = 'recalled', 0, unread) where conversation = ? and seq = ?`,
      JSON.stringify(body),
      body.kind,
      known.number,
      seq,
    )
    this.change(conversationId, { ...known, tail: [], unread: undefined, invitation: undefined })
  }

  markRead(conversationId: string, reader: 'customer' | 'agent', seq: number): void {
    const known = this.known(conversationId)
    const { conversation } = known
    if (reader === 'agent') {
      this.change(conversationId, { ...known, conversation: { ...conversation, agentReadSeq: seq } })
    } else {
      const unread = seq >= conversation.head ? 0 : undefined
      this.change(conversationId, { ...known, conversation: { ...conversation, customerReadSeq: seq }, unread })
    }
  }

  takeDue(): { sessionId: string; kind: TimerKind } | undefined {
    this.settle()
    const due = this.parts.rows.dueTimer(this.now)
    const session = due && this.session(due.sessionId)
    if (!due || !session) return undefined
    const { [due.kind]: _, ...timers } = session.timers
    this.save({ ...session, timers })
    return due
  }

  postponeDue(byMs: number): void {
    this.settle()
    const due = this.parts.rows.dueTimer(this.now)
    if (!due) return
    const { sessionId, kind } = due
    // it may be the session itself that cannot be read, so it is not asked for
    const text = 'update timers set due_at = ? where session_id = ? and kind = ?'
    this.parts.statements.run(text, this.now + byMs, sessionId, kind)
    const place = this.placeOf(sessionId)
    if (place !== undefined) this.forget(place)
  }

  receipt(sender: string, commandId: string): number | null | undefined {
    const receipt = this.changes.receipt(sender, commandId) ?? this.batch.changes.receipt(sender, commandId)
    return receipt === undefined ? this.parts.rows.receipt(sender, commandId) : receipt
  }

  keepReceipt(sender: string, commandId: string, seq: number | null): void {
    this.changes.keepReceipt({ sender, commandId, seq, at: this.now })
  }

  private change(conversationId: string, known: Known, more: Partial<Change> = {}): void {
    const change = this.changes.get(conversationId) ?? {
      stored: this.known(conversationId),
      entries: [],
      sessions: NO_SESSIONS,
    }
    this.changes.set(conversationId, { ...change, ...more, known })
  }

  private placeOf(sessionId: string): string | undefined {
    const place = this.parts.memory.placeOf(sessionId)
    if (place !== undefined) return place
    for (const changes of [this.changes, this.batch.changes]) {
      for (const { known } of changes.values()) {
        if (known.conversation.newest?.sessionId === sessionId) return known.conversation.conversationId
      }
    }
    return undefined
  }

  /** A session of a conversation that has a newer one. @returns undefined for one that is not stored yet */
  private earlier(sessionId: string): StoredSession | undefined {
    this.settle()
    return this.parts.rows.session(sessionId)
  }
}

const toEntry = ({ from, body, clientId }: EntryDraft, seq: number, sessionId: string, at: number): Entry =>
  clientId === undefined ? { seq, sessionId, at, from, body } : { seq, sessionId, at, from, body, clientId }
