import type { FlowState } from '@ccc-store/core/flow'
import type { CustomerState, Entry } from '@ccc-store/core/protocol'
import type { Kysely } from 'kysely'
import { entriesBetween } from '../store/entries'
import { countAhead } from '../store/sessions'
import type { Tables } from '../store/tables'

/** What a customer's client gets: entries, and the state after exactly these entries. */
export interface CustomerView {
  head: number
  entries: Entry[]
  state: CustomerState
  /** the queue whose changes may change this state */
  skillGroupId: string | undefined
}

/**
 * Reads a conversation from a position, all as of one moment.
 * @param after the last seq the client has
 * @param limit with more than this missing, only the newest `limit` entries are read
 */
export function customerView(
  database: Kysely<Tables>,
  conversationId: string,
  after: number,
  limit: number,
): Promise<CustomerView> {
  return database.transaction().execute(async (db) => {
    const { head } = await db
      .selectFrom('conversations')
      .select('head')
      .where('conversation_id', '=', conversationId)
      .executeTakeFirstOrThrow()
    const entries = after < head ? await entriesBetween(db, conversationId, Math.max(after, head - limit), head) : []
    return { head, entries, ...(await stateOf(db, conversationId)) }
  })
}

async function stateOf(
  db: Kysely<Tables>,
  conversationId: string,
): Promise<Pick<CustomerView, 'state' | 'skillGroupId'>> {
  const row = await db
    .selectFrom('sessions')
    .leftJoin('accounts', 'accounts.account_id', 'sessions.agent_id')
    .select(['session_id', 'phase', 'flow_state_json', 'skill_group_id', 'ticket', 'menu_seq', 'close_reason'])
    .select(['accounts.name as agent_name', 'accounts.staff_no'])
    .where('conversation_id', '=', conversationId)
    .orderBy('first_seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return { state: { phase: 'none' }, skillGroupId: undefined }

  const state: CustomerState = { phase: row.phase, sessionId: row.session_id }
  const flow: FlowState = JSON.parse(row.flow_state_json)
  if (flow.at === 'branch' && row.menu_seq !== null) state.menuSeq = row.menu_seq
  if (row.phase === 'serving') state.agent = { name: row.agent_name ?? '', staffNo: row.staff_no ?? '' }
  if (row.close_reason !== null) state.closeReason = row.close_reason
  if (row.phase !== 'queued' || row.skill_group_id === null || row.ticket === null) {
    return { state, skillGroupId: undefined }
  }
  state.waitNo = await countAhead(db, row.skill_group_id, row.ticket)
  return { state, skillGroupId: row.skill_group_id }
}
