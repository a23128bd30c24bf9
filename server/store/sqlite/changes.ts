import type { Entry } from '@ccc-store/core/protocol'
import type { TimerKind } from '@ccc-store/core/session'
import type { StoredSession } from '../ports/conversations'
import type { Known } from './known'
import type { Statements } from './statements'

/** What use cases have changed in a conversation. */
export interface Change {
  /** as it was before, which is what the tables have once everything before is written */
  stored: Known
  known: Known
  /** that are not in the tables yet */
  entries: readonly Entry[]
  /** sessions to be written; `stored` is what the tables have of them, undefined for a new one */
  sessions: ReadonlyMap<string, { session: StoredSession; stored: StoredSession | undefined }>
}

interface Receipt {
  sender: string
  commandId: string
  seq: number | null
  at: number
}

/** A session before, undefined for a new one, and after. */
interface Move {
  before: StoredSession | undefined
  after: StoredSession
}

/** What was changed and is not in the tables yet, of one use case or of all that share a commit. */
export class Changes {
  private readonly byConversation = new Map<string, Change>()
  private readonly receipts = new Map<string, Receipt>()
  private readonly moved = new Map<string, Move>()
  private unwritten: Receipt[] = []

  get(conversationId: string): Change | undefined {
    return this.byConversation.get(conversationId)
  }

  set(conversationId: string, change: Change): void {
    this.byConversation.set(conversationId, change)
  }

  values(): Iterable<Change> {
    return this.byConversation.values()
  }

  /** How sessions went, from before the first change to after the last; also those that are written. */
  moves(): Iterable<Move> {
    return this.moved.values()
  }

  move(before: StoredSession | undefined, after: StoredSession): void {
    const earlier = this.moved.get(after.sessionId)
    this.moved.set(after.sessionId, earlier ? { before: earlier.before, after } : { before, after })
  }

  forget(conversationId: string): void {
    this.byConversation.delete(conversationId)
  }

  receipt(sender: string, commandId: string): number | null | undefined {
    return this.receipts.get(`${sender} ${commandId}`)?.seq
  }

  keepReceipt(receipt: Receipt): void {
    this.receipts.set(`${receipt.sender} ${receipt.commandId}`, receipt)
    this.unwritten.push(receipt)
  }

  /** Takes over what a use case has changed. */
  absorb(later: Changes): void {
    for (const [conversationId, change] of later.byConversation) {
      const earlier = this.byConversation.get(conversationId)
      this.byConversation.set(conversationId, earlier && !isWritten(earlier) ? follow(earlier, change) : change)
    }
    for (const { before, after } of later.moves()) this.move(before, after)
    for (const [key, receipt] of later.receipts) this.receipts.set(key, receipt)
    this.unwritten.push(...later.unwritten)
  }

  /** Writes it into the tables. */
  flush(statements: Statements): void {
    for (const [conversationId, change] of this.byConversation) {
      if (isWritten(change)) continue
      write(statements, change)
      this.byConversation.set(conversationId, { ...change, stored: change.known, entries: [], sessions: NO_SESSIONS })
    }
    for (const { sender, commandId, seq, at } of this.unwritten) {
      statements.run(INSERT_RECEIPT, commandId, sender, seq, at)
    }
    this.unwritten = []
  }
}

export const NO_SESSIONS: Change['sessions'] = new Map()

const isWritten = ({ stored, known, entries, sessions }: Change): boolean =>
  stored === known && entries.length === 0 && sessions.size === 0

/** One change after the other, none of them in the tables. The later one began from the earlier one. */
function follow(earlier: Change, later: Change): Change {
  const sessions = new Map(earlier.sessions)
  for (const [sessionId, change] of later.sessions) {
    const before = sessions.get(sessionId)
    sessions.set(sessionId, before ? { session: change.session, stored: before.stored } : change)
  }
  return {
    stored: earlier.stored,
    known: later.known,
    entries: earlier.entries.length === 0 ? later.entries : earlier.entries.concat(later.entries),
    sessions,
  }
}

const INSERT_RECEIPT = 'insert into receipts (command_id, sender, seq, created_at) values (?, ?, ?, ?)'

const INSERT_ENTRY = `
  insert into entries (conversation, seq, session_id, at, from_json, body_json, client_id, unread)
  values (?, ?, ?, ?, ?, ?, ?, ?)`

const UPDATE_CONVERSATION = `
  update conversations set head = ?, customer_read_seq = ?, agent_read_seq = ? where number = ?`

const INSERT_SESSION = `
  insert into sessions (phase, flow_state_json, skill_group_id, ticket, agent_id, missed_json, menu_seq, last_seq,
    joined_at, closed_at, close_reason, rating, invited_at, message_left, session_id, conversation_id, sdk_app_id,
    flow_version, first_seq, started_at, attributes_json, attributes_verified)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, 0)`

const UPDATE_SESSION = `
  update sessions set phase = ?, flow_state_json = ?, skill_group_id = ?, ticket = ?, agent_id = ?, missed_json = ?,
    menu_seq = ?, last_seq = ?, joined_at = ?, closed_at = ?, close_reason = ?, rating = ?, invited_at = ?,
    message_left = ?
  where session_id = ?`

/** What the host mini-program had told about the customer when the session ended stays with it. */
const KEEP_ATTRIBUTES = `
  update sessions set (attributes_json, attributes_verified) = (
    select customer.attributes_json, customer.attributes_verified
    from conversations as conversation join customers as customer using (customer_id)
    where conversation.conversation_id = sessions.conversation_id
  ) where session_id = ?`

const SET_TIMER = `
  insert into timers (session_id, kind, due_at) values (?, ?, ?)
  on conflict (session_id, kind) do update set due_at = excluded.due_at`

const DELETE_TIMER = 'delete from timers where session_id = ? and kind = ?'

function write(statements: Statements, { stored, known, entries, sessions }: Change): void {
  const { number } = known
  const { head, customerReadSeq, agentReadSeq } = known.conversation
  const before = stored.conversation
  if (before.head !== head || before.customerReadSeq !== customerReadSeq || before.agentReadSeq !== agentReadSeq) {
    statements.run(UPDATE_CONVERSATION, head, customerReadSeq, agentReadSeq, number)
  }
  for (const change of sessions.values()) writeSession(statements, change)
  for (const entry of entries) {
    const { seq, sessionId, at, clientId = null } = entry
    const from = JSON.stringify(entry.from)
    const body = JSON.stringify(entry.body)
    statements.run(INSERT_ENTRY, number, seq, sessionId, at, from, body, clientId, isNews(entry) ? 1 : 0)
  }
}

function writeSession(
  statements: Statements,
  { session: after, stored: before }: { session: StoredSession; stored: StoredSession | undefined },
): void {
  const { sessionId, conversationId, sdkAppId, flowVersion, firstSeq, startedAt } = after
  if (!before) {
    const fixed = [sessionId, conversationId, sdkAppId, flowVersion, firstSeq, startedAt]
    statements.run(INSERT_SESSION, ...columns(after), ...fixed)
  } else if (!isOnlyGrown(before, after)) {
    statements.run(UPDATE_SESSION, ...columns(after), sessionId)
  }
  if (after.closedAt !== null && (before?.closedAt ?? null) === null) statements.run(KEEP_ATTRIBUTES, sessionId)
  for (const kind of TIMERS) {
    const dueAt = after.timers[kind]
    if (dueAt === before?.timers[kind]) continue
    if (dueAt === undefined) statements.run(DELETE_TIMER, sessionId, kind)
    else statements.run(SET_TIMER, sessionId, kind, dueAt)
  }
}

/** While a session is open its stretch reaches to the head of the log, which is written already. */
const isOnlyGrown = (before: StoredSession, after: StoredSession): boolean =>
  before.session === after.session &&
  before.ticket === after.ticket &&
  before.menuSeq === after.menuSeq &&
  after.session.phase !== 'closed'

const TIMERS: readonly TimerKind[] = ['reply', 'ring', 'idle']

const columns = ({ session, ticket, menuSeq, lastSeq, joinedAt, closedAt }: StoredSession) => [
  session.phase,
  JSON.stringify(session.flow),
  session.skillGroupId,
  ticket,
  session.agent?.agentId ?? null,
  JSON.stringify(session.missed),
  menuSeq,
  lastSeq,
  joinedAt,
  closedAt,
  session.closeReason,
  session.rating,
  session.invitedAt,
  session.messageLeft ? 1 : 0,
]

/** What a customer is told of as unread: what others said, not what happened. */
export const isNews = ({ from, body }: Entry): boolean =>
  from.role !== 'customer' && body.kind !== 'event' && body.kind !== 'recall'
