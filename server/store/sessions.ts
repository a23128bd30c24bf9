import type { FlowDefinition } from '@ccc-store/core/flow'
import type { AgentCard, Session, SessionPhase } from '@ccc-store/core/session'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { SessionsTable, Tables } from './tables'

/** A session with all that its machine and its log need. */
export interface StoredSession {
  sessionId: string
  conversationId: string
  sdkAppId: number
  definition: FlowDefinition
  session: Session
  ticket: number | null
}

/** The newest open session of a conversation. */
export async function findOpenSession(db: Kysely<Tables>, conversationId: string): Promise<StoredSession | undefined> {
  const row = await db
    .selectFrom('sessions')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('phase', '<>', 'closed')
    .executeTakeFirst()
  return row && (await toStored(db, row))
}

/** The session that the conversation is in, or was in last. */
export async function findNewestSession(
  db: Kysely<Tables>,
  conversationId: string,
): Promise<StoredSession | undefined> {
  const row = await db
    .selectFrom('sessions')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .orderBy('first_seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && (await toStored(db, row))
}

export async function findSession(db: Kysely<Tables>, sessionId: string): Promise<StoredSession | undefined> {
  const row = await db.selectFrom('sessions').selectAll().where('session_id', '=', sessionId).executeTakeFirst()
  return row && (await toStored(db, row))
}

/** The session that waits longest in any of the skill groups (P6). */
export async function findFirstWaiting(
  db: Kysely<Tables>,
  skillGroupIds: readonly string[],
): Promise<StoredSession | undefined> {
  if (skillGroupIds.length === 0) return undefined
  const row = await db
    .selectFrom('sessions')
    .selectAll()
    .where('skill_group_id', 'in', skillGroupIds)
    .where('phase', '=', 'queued')
    .orderBy('ticket')
    .limit(1)
    .executeTakeFirst()
  return row && (await toStored(db, row))
}

export async function insertSession(
  db: Kysely<Tables>,
  stored: StoredSession,
  firstSeq: number,
  startedAt: number,
): Promise<void> {
  await db
    .insertInto('sessions')
    .values({
      session_id: stored.sessionId,
      conversation_id: stored.conversationId,
      sdk_app_id: stored.sdkAppId,
      flow_json: JSON.stringify(stored.definition),
      menu_seq: null,
      first_seq: firstSeq,
      last_seq: firstSeq - 1,
      started_at: startedAt,
      joined_at: null,
      closed_at: null,
      attributes_json: null,
      attributes_verified: 0,
      ...columns(stored),
    })
    .execute()
}

/** Stores what a decision changed. `lastSeq`: head of the log after it, if its stretch grew; `menuSeq`: a menu it sent. */
export async function updateSession(
  db: Kysely<Tables>,
  stored: StoredSession,
  log: { lastSeq?: number; menuSeq?: number },
  now: number,
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({
      ...columns(stored),
      ...(log.lastSeq !== undefined && { last_seq: log.lastSeq }),
      ...(log.menuSeq !== undefined && { menu_seq: log.menuSeq }),
      ...(stored.session.phase === 'serving' && { joined_at: sql<number>`coalesce(joined_at, ${now})` }),
      // what follows the end, a rating for one, does not move it
      ...(stored.session.phase === 'closed' && {
        closed_at: sql<number>`coalesce(closed_at, ${now})`,
        attributes_json: sql<
          string | null
        >`iif(closed_at is null, ${customerNow(stored, 'attributes_json')}, attributes_json)`,
        attributes_verified: sql<
          0 | 1
        >`iif(closed_at is null, ${customerNow(stored, 'attributes_verified')}, attributes_verified)`,
      }),
    })
    .where('session_id', '=', stored.sessionId)
    .execute()
}

const customerNow = ({ conversationId }: StoredSession, column: 'attributes_json' | 'attributes_verified') => sql`(
  select ${sql.ref(`customer.${column}`)} from conversations as conversation
  join customers as customer on customer.customer_id = conversation.customer_id
  where conversation.conversation_id = ${conversationId}
)`

/** A session's stretch of its conversation's log. */
export interface SessionLog {
  conversationId: string
  firstSeq: number
  lastSeq: number
}

/**
 * The stretch of a session that rings for an agent, or is or was served by them. An agent reads nothing of a
 * conversation after it (P10).
 */
export async function findServedLog(
  db: Kysely<Tables>,
  agentId: string,
  sessionId: string,
): Promise<(SessionLog & { phase: SessionPhase }) | undefined> {
  const row = await db
    .selectFrom('sessions')
    .select(['conversation_id', 'first_seq', 'last_seq', 'phase'])
    .where('session_id', '=', sessionId)
    .where('agent_id', '=', agentId)
    .executeTakeFirst()
  return (
    row && { conversationId: row.conversation_id, firstSeq: row.first_seq, lastSeq: row.last_seq, phase: row.phase }
  )
}

/** Whether an agent has served a session of its conversation that is this one or a later one. */
export async function hasServedSince(db: Kysely<Tables>, agentId: string, sessionId: string): Promise<boolean> {
  const row = await db
    .selectFrom('sessions as session')
    .innerJoin('sessions as served', 'served.conversation_id', 'session.conversation_id')
    .select('served.session_id')
    .where('session.session_id', '=', sessionId)
    .where('served.agent_id', '=', agentId)
    .whereRef('served.first_seq', '>=', 'session.first_seq')
    .executeTakeFirst()
  return row !== undefined
}

/** The newest session of a conversation that was asked to rate since `since`, and has not. */
export async function findInvited(
  db: Kysely<Tables>,
  conversationId: string,
  since: number,
): Promise<StoredSession | undefined> {
  const row = await db
    .selectFrom('sessions')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('rating', '=', 'invited')
    .where('invited_at', '>=', since)
    .orderBy('first_seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && (await toStored(db, row))
}

/** How long the newest `limit` services of a skill group took that ended since `since`, in ms. */
export async function serviceTimes(
  db: Kysely<Tables>,
  skillGroupId: string,
  since: number,
  limit: number,
): Promise<number[]> {
  const rows = await db
    .selectFrom('sessions')
    .select(['joined_at', 'closed_at'])
    .where('skill_group_id', '=', skillGroupId)
    .where('joined_at', 'is not', null)
    .where('closed_at', 'is not', null)
    .where('closed_at', '>=', since)
    .orderBy('closed_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => (row.closed_at ?? 0) - (row.joined_at ?? 0))
}

/** ${WaitNo}: who asked earlier and has no agent yet. An offer that rings still waits, so the number never rises. */
export async function countAhead(db: Kysely<Tables>, skillGroupId: string, ticket: number): Promise<number> {
  const { count } = await db
    .selectFrom('sessions')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('skill_group_id', '=', skillGroupId)
    .where('phase', 'in', ['queued', 'ringing'])
    .where('ticket', '<', ticket)
    .executeTakeFirstOrThrow()
  return count
}

function columns({ session, ticket }: StoredSession) {
  return {
    phase: session.phase,
    flow_state_json: JSON.stringify(session.flow),
    skill_group_id: session.skillGroupId,
    ticket,
    agent_id: session.agent?.agentId ?? null,
    missed_json: JSON.stringify(session.missed),
    close_reason: session.closeReason,
    rating: session.rating,
    invited_at: session.invitedAt,
    message_left: session.messageLeft ? (1 as const) : (0 as const),
  }
}

async function toStored(db: Kysely<Tables>, row: Selectable<SessionsTable>): Promise<StoredSession> {
  return {
    sessionId: row.session_id,
    conversationId: row.conversation_id,
    sdkAppId: row.sdk_app_id,
    definition: JSON.parse(row.flow_json),
    ticket: row.ticket,
    session: {
      phase: row.phase,
      flow: JSON.parse(row.flow_state_json),
      skillGroupId: row.skill_group_id,
      agent: row.agent_id === null ? null : await agentCard(db, row.agent_id),
      missed: JSON.parse(row.missed_json),
      closeReason: row.close_reason,
      rating: row.rating,
      invitedAt: row.invited_at,
      messageLeft: row.message_left === 1,
    },
  }
}

async function agentCard(db: Kysely<Tables>, agentId: string): Promise<AgentCard> {
  const row = await db
    .selectFrom('accounts')
    .select(['account_id', 'name', 'staff_no'])
    .where('account_id', '=', agentId)
    .executeTakeFirstOrThrow()
  return { agentId: row.account_id, name: row.name, staffNo: row.staff_no ?? '' }
}
