import type { FlowState } from '@ccc-store/core/flow'
import { CccError, type CustomerState, type Entry, RATING_MS } from '@ccc-store/core/protocol'
import { estimateWait } from '@ccc-store/core/routing'
import { canLeaveMessage, canRate } from '@ccc-store/core/session'
import type { Kysely } from 'kysely'
import { countUnread, entriesBetween, findInvitation } from '../store/entries'
import { countAhead, findInvited, findNewestSession, type StoredSession } from '../store/sessions'
import type { Tables } from '../store/tables'
import type { AppContext } from './context'
import { findLeft } from './left-messages'
import type { QueuePace, QueuePaces } from './queue-paces'

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
 * @param now ms since 1970
 * @throws CccError CUSTOMER_BLOCKED
 */
export function customerView(
  { database, queuePaces }: Pick<AppContext, 'database' | 'queuePaces'>,
  conversationId: string,
  after: number,
  limit: number,
  now: number,
): Promise<CustomerView> {
  return database.transaction().execute(async (db) => {
    const conversation = await db
      .selectFrom('conversations as conversation')
      .innerJoin('customers as customer', 'customer.customer_id', 'conversation.customer_id')
      .select(['conversation.head', 'customer_read_seq', 'agent_read_seq', 'customer.blocked_at'])
      .where('conversation.conversation_id', '=', conversationId)
      .executeTakeFirstOrThrow()
    if (conversation.blocked_at !== null) throw new CccError('CUSTOMER_BLOCKED')
    const { head } = conversation
    const entries = after < head ? await entriesBetween(db, conversationId, Math.max(after, head - limit), head) : []
    const stored = await findNewestSession(db, conversationId)
    const state: CustomerState = {
      ...(stored ? await sessionState(db, queuePaces, stored, now) : { phase: 'none' }),
      unread: await countUnread(db, conversationId, conversation.customer_read_seq),
      readByAgent: conversation.agent_read_seq,
    }
    const waitsIn = stored?.session.phase === 'queued' ? stored.session.skillGroupId : null
    return { head, entries, state, skillGroupId: waitsIn ?? undefined }
  })
}

async function sessionState(
  db: Kysely<Tables>,
  queuePaces: QueuePaces,
  stored: StoredSession,
  now: number,
): Promise<CustomerState> {
  const { session, sessionId, ticket } = stored
  const { phase, agent, skillGroupId, closeReason } = session
  const state: CustomerState = { phase, sessionId }
  const menuSeq = await openMenu(db, sessionId, session.flow)
  if (menuSeq !== null) state.menuSeq = menuSeq
  if (phase === 'serving' && agent) state.agent = { name: agent.name, staffNo: agent.staffNo }
  if (closeReason !== null) state.closeReason = closeReason
  if (phase === 'queued' && skillGroupId !== null && ticket !== null) {
    state.waitNo = await countAhead(db, skillGroupId, ticket)
    Object.assign(state, waitMinutes(await queuePaces.read(db, skillGroupId, now), state.waitNo))
  }
  const left = session.messageLeft ? await findLeft(db, sessionId) : undefined
  if (left) state.leftMessage = left
  if (canLeaveMessage(session) && (left || !session.messageLeft)) state.canLeaveMessage = true
  const invited = canRate(session, now) ? stored : await findInvited(db, stored.conversationId, now - RATING_MS)
  if (invited) state.rating = await openInvitation(db, invited)
  return state
}

/** In whole minutes, so that the state changes seldom. */
function waitMinutes({ places, took }: QueuePace, ahead: number): { waitMinutes?: number } {
  const wait = estimateWait(ahead, places, took)
  return wait === undefined ? {} : { waitMinutes: Math.max(1, Math.ceil(wait / 60_000)) }
}

async function openMenu(db: Kysely<Tables>, sessionId: string, flow: FlowState): Promise<number | null> {
  if (flow.at !== 'branch') return null
  const row = await db
    .selectFrom('sessions')
    .select('menu_seq')
    .where('session_id', '=', sessionId)
    .executeTakeFirstOrThrow()
  return row.menu_seq
}

async function openInvitation(
  db: Kysely<Tables>,
  { sessionId, conversationId, session: { invitedAt } }: StoredSession,
): Promise<NonNullable<CustomerState['rating']>> {
  const tags = await findInvitation(db, conversationId, sessionId)
  return { sessionId, ...tags, expiresAt: (invitedAt ?? 0) + RATING_MS }
}
