import type { FlowDefinition } from '@ccc-store/core/flow'
import { type Entry, type EntryBody, MAX_UNREAD } from '@ccc-store/core/protocol'
import type { Session, SessionPhase, TimerKind } from '@ccc-store/core/session'
import type { Invitation, StoredSession } from '../ports/conversations'
import type { Known } from './known'
import type { Statements } from './statements'

interface ConversationRow {
  number: number
  conversation_id: string
  sdk_app_id: number
  customer_id: string
  epoch: string
  head: number
  customer_read_seq: number
  agent_read_seq: number
  blocked_at: number | null
}

interface SessionRow {
  session_id: string
  conversation_id: string
  sdk_app_id: number
  flow_version: number
  phase: SessionPhase
  flow_state_json: string
  skill_group_id: string | null
  ticket: number | null
  agent_id: string | null
  agent_name: string | null
  staff_no: string | null
  missed_json: string
  menu_seq: number | null
  first_seq: number
  last_seq: number
  started_at: number
  joined_at: number | null
  closed_at: number | null
  close_reason: Session['closeReason']
  rating: Session['rating']
  invited_at: number | null
  message_left: number
}

interface EntryRow {
  seq: number
  session_id: string
  at: number
  from_json: string
  body_json: string
  client_id: string | null
}

const CONVERSATION = `
  select conversation.*, customer.blocked_at
  from conversations as conversation join customers as customer using (customer_id)
  where conversation_id = ?`

const SESSION = `
  select session.*, agent.name as agent_name, agent.staff_no
  from sessions as session left join accounts as agent on agent.account_id = session.agent_id`

const ENTRY = 'select seq, session_id, at, from_json, body_json, client_id from entries'

/** What the tables hold, read into the app's words. Flows that many sessions share are parsed once. */
export class Rows {
  private readonly definitions = new Map<number, FlowDefinition>()

  /** @param life part of every epoch (open-database.ts) */
  constructor(
    private readonly statements: Statements,
    private readonly life: string,
  ) {}

  /** Of the newest entry of all. */
  lastPosition(): number {
    const text = 'select coalesce(max(position), 0) as position from entries'
    return this.statements.one<{ position: number }>(text)?.position ?? 0
  }

  conversation(conversationId: string): Known {
    const row = this.statements.one<ConversationRow>(CONVERSATION, conversationId)
    if (!row) throw new Error(`no conversation ${conversationId}`)
    const session = this.statements.one<SessionRow>(
      `${SESSION} where conversation_id = ? order by first_seq desc, session.rowid desc limit 1`,
      conversationId,
    )
    return {
      conversation: {
        conversationId,
        sdkAppId: row.sdk_app_id,
        customerId: row.customer_id,
        epoch: this.life === '' ? row.epoch : `${row.epoch}-${this.life}`,
        head: row.head,
        customerReadSeq: row.customer_read_seq,
        agentReadSeq: row.agent_read_seq,
        isBlocked: row.blocked_at !== null,
        newest: session && grownTo(this.toSession(session), row.head),
      },
      number: row.number,
      tail: [],
      unread: undefined,
      invitation: undefined,
    }
  }

  session(sessionId: string): StoredSession | undefined {
    const row = this.statements.one<SessionRow>(`${SESSION} where session_id = ?`, sessionId)
    if (!row) return undefined
    return row.phase === 'closed' ? this.toSession(row) : grownTo(this.toSession(row), this.head(row.conversation_id))
  }

  entriesBetween(conversation: number, after: number, upTo: number): Entry[] {
    const text = `${ENTRY} where conversation = ? and seq > ? and seq <= ? order by seq`
    return this.statements.all<EntryRow>(text, conversation, after, upTo).map(toEntry)
  }

  entriesBefore(conversation: number, before: number, limit: number): Entry[] {
    const text = `${ENTRY} where conversation = ? and seq < ? order by seq desc limit ?`
    return this.statements.all<EntryRow>(text, conversation, before, limit).reverse().map(toEntry)
  }

  countUnread(conversation: number, after: number): number {
    const text = `select count(*) as count from (
      select 1 from entries where conversation = ? and seq > ? and unread = 1 limit ${MAX_UNREAD}
    )`
    return this.statements.one<{ count: number }>(text, conversation, after)?.count ?? 0
  }

  invitation({ number, conversation: { conversationId } }: Known): Invitation | null {
    const session = this.statements.one<{ session_id: string; invited_at: number }>(
      `select session_id, invited_at from sessions where conversation_id = ? and rating = 'invited'
        order by first_seq desc, rowid desc limit 1`,
      conversationId,
    )
    if (!session) return null
    const { session_id: sessionId, invited_at: invitedAt } = session
    return { sessionId, invitedAt, ...this.offer(number, sessionId) }
  }

  /** What the newest invitation to rate a session offers to choose from. */
  offer(conversation: number, sessionId: string): { tags: string[]; lowTags?: string[] } {
    const entry = this.statements.one<{ body_json: string }>(
      `select body_json from entries where conversation = ? and session_id = ?
        and json_extract(body_json, '$.kind') = 'rating_invite' order by seq desc limit 1`,
      conversation,
      sessionId,
    )
    const body: EntryBody | undefined = entry && JSON.parse(entry.body_json)
    if (body?.kind !== 'rating_invite') return { tags: [] }
    const { tags, lowTags } = body
    return { tags, ...(lowTags && { lowTags }) }
  }

  /** Entries that quote another one. */
  quoting(conversation: number, seq: number): Entry[] {
    const text = `${ENTRY} where conversation = ? and seq > ? and json_extract(body_json, '$.quote.seq') = ?`
    return this.statements.all<EntryRow>(text, conversation, seq, seq).map(toEntry)
  }

  private head(conversationId: string): number {
    const text = 'select head from conversations where conversation_id = ?'
    return this.statements.one<{ head: number }>(text, conversationId)?.head ?? 0
  }

  /** Everybody who waits for an agent, first come first. */
  waiting(): { skillGroupId: string; ticket: number; phase: SessionPhase }[] {
    return this.statements.all(
      `select skill_group_id as skillGroupId, ticket, phase from sessions
        where phase in ('queued', 'ringing') and skill_group_id is not null and ticket is not null order by ticket`,
    )
  }

  /** The session that waits longest in a skill group without an offer. */
  firstQueued(skillGroupId: string): { sessionId: string; ticket: number } | undefined {
    // literals, and the whole condition of the index: with parameters SQLite could not use it
    return this.statements.one(
      `select session_id as sessionId, ticket from sessions
        where skill_group_id = ? and phase in ('queued', 'ringing') and phase = 'queued' order by ticket limit 1`,
      skillGroupId,
    )
  }

  countQueued(skillGroupId: string): number {
    const text = `select count(*) as count from sessions
      where skill_group_id = ? and phase in ('queued', 'ringing') and phase = 'queued'`
    return this.statements.one<{ count: number }>(text, skillGroupId)?.count ?? 0
  }

  countAhead(skillGroupId: string, ticket: number): number {
    const text = `select count(*) as count from sessions
      where skill_group_id = ? and phase in ('queued', 'ringing') and ticket < ?`
    return this.statements.one<{ count: number }>(text, skillGroupId, ticket)?.count ?? 0
  }

  nextDueAt(): number | undefined {
    return this.statements.one<{ due_at: number }>('select due_at from timers order by due_at limit 1')?.due_at
  }

  dueTimer(now: number): { sessionId: string; kind: TimerKind } | undefined {
    const text = 'select session_id as sessionId, kind from timers where due_at <= ? order by due_at limit 1'
    return this.statements.one<{ sessionId: string; kind: TimerKind }>(text, now)
  }

  receipt(sender: string, commandId: string): number | null | undefined {
    const text = 'select seq from receipts where command_id = ? and sender = ?'
    return this.statements.one<{ seq: number | null }>(text, commandId, sender)?.seq
  }

  private toSession(row: SessionRow): StoredSession {
    const { agent_id: agentId, agent_name: name, staff_no: staffNo } = row
    return {
      sessionId: row.session_id,
      conversationId: row.conversation_id,
      sdkAppId: row.sdk_app_id,
      flowVersion: row.flow_version,
      definition: this.definition(row.flow_version),
      ticket: row.ticket,
      menuSeq: row.menu_seq,
      firstSeq: row.first_seq,
      lastSeq: row.last_seq,
      startedAt: row.started_at,
      joinedAt: row.joined_at,
      closedAt: row.closed_at,
      timers: this.timers(row.session_id),
      session: {
        phase: row.phase,
        flow: JSON.parse(row.flow_state_json),
        skillGroupId: row.skill_group_id,
        agent: agentId === null ? null : { agentId, name: name ?? '', staffNo: staffNo ?? '' },
        missed: JSON.parse(row.missed_json),
        closeReason: row.close_reason,
        rating: row.rating,
        invitedAt: row.invited_at,
        messageLeft: row.message_left === 1,
      },
    }
  }

  private timers(sessionId: string): StoredSession['timers'] {
    const text = 'select kind, due_at from timers where session_id = ?'
    const rows = this.statements.all<{ kind: TimerKind; due_at: number }>(text, sessionId)
    return Object.fromEntries(rows.map(({ kind, due_at }) => [kind, due_at]))
  }

  /** A version never changes, so it is read once. */
  private definition(version: number): FlowDefinition {
    const known = this.definitions.get(version)
    if (known) return known
    const text = 'select definition_json from flow_versions where version = ?'
    const row = this.statements.one<{ definition_json: string }>(text, version)
    const definition: FlowDefinition = JSON.parse(row?.definition_json ?? '')
    if (this.definitions.size >= MAX_DEFINITIONS) this.definitions.clear()
    this.definitions.set(version, definition)
    return definition
  }
}

const MAX_DEFINITIONS = 200

/** The stretch of a session that is open reaches to the head of the log; its row is not written for words alone. */
const grownTo = (session: StoredSession, head: number): StoredSession =>
  session.session.phase === 'closed' ? session : { ...session, lastSeq: head }

const toEntry = (row: EntryRow): Entry => ({
  seq: row.seq,
  sessionId: row.session_id,
  at: row.at,
  from: JSON.parse(row.from_json),
  body: JSON.parse(row.body_json),
  ...(row.client_id !== null && { clientId: row.client_id }),
})
