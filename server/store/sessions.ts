import type { SessionPhase } from '@ccc-store/core/session'
import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables'

/** The stretch of a session that is open reaches to the head of the log. To be read of `session` and `conversation`. */
export const lastSeq = sql<number>`iif(session.phase = 'closed', session.last_seq, conversation.head)`.as('last_seq')

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
    .selectFrom('sessions as session')
    .innerJoin('conversations as conversation', 'conversation.conversation_id', 'session.conversation_id')
    .select(['session.conversation_id', 'first_seq', lastSeq, 'phase'])
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
