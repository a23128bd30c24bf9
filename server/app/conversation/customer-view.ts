import { CccError, type CustomerState, type Entry, RATING_MS } from '@ccc-store/core/protocol'
import { estimateWait } from '@ccc-store/core/routing'
import { canLeaveMessage } from '@ccc-store/core/session'
import type { StoredSession } from '../../store/ports/conversations'
import type { View } from '../../store/store'
import type { AppContext } from '../context'
import type { QueuePace, QueuePaces } from '../routing/queue-paces'

/** What a customer's client gets: entries, and the state after exactly these entries. */
export interface CustomerView {
  head: number
  entries: Entry[]
  state: CustomerState
  /** where the customer waits */
  place: { skillGroupId: string; ticket: number; ahead: number } | undefined
}

/**
 * Reads a conversation from a position, all as of one moment.
 * @param after the last seq the client has
 * @param limit with more than this missing, only the newest `limit` entries are read
 * @throws CccError CUSTOMER_BLOCKED
 */
export function customerView(
  { store, queuePaces }: Pick<AppContext, 'store' | 'queuePaces'>,
  conversationId: string,
  after: number,
  limit: number,
): Promise<CustomerView> {
  return store.read(async (view) => {
    const { head, newest: stored, isBlocked, agentReadSeq } = await view.conversations.get(conversationId)
    if (isBlocked) throw new CccError('CUSTOMER_BLOCKED')
    const entries = after < head ? await view.log.between(conversationId, Math.max(after, head - limit), head) : []
    const state: CustomerState = {
      ...(stored ? await sessionState(view, queuePaces, stored) : { phase: 'none' }),
      unread: await view.log.countUnread(conversationId),
      readByAgent: agentReadSeq,
    }
    return { head, entries, state, place: stored && placeOf(stored, state) }
  })
}

function placeOf({ session, ticket }: StoredSession, { waitNo }: CustomerState): CustomerView['place'] {
  const { skillGroupId } = session
  if (skillGroupId === null || ticket === null || waitNo === undefined) return undefined
  return { skillGroupId, ticket, ahead: waitNo }
}

async function sessionState(view: View, queuePaces: QueuePaces, stored: StoredSession): Promise<CustomerState> {
  const { session, sessionId, ticket } = stored
  const { phase, agent, skillGroupId, closeReason } = session
  const state: CustomerState = { phase, sessionId }
  if (session.flow.at === 'branch' && stored.menuSeq !== null) state.menuSeq = stored.menuSeq
  if (phase === 'serving' && agent) state.agent = { name: agent.name, staffNo: agent.staffNo }
  if (closeReason !== null) state.closeReason = closeReason
  if (phase === 'queued' && skillGroupId !== null && ticket !== null) {
    state.waitNo = await view.queue.ahead(skillGroupId, ticket)
    Object.assign(state, waitMinutes(await queuePaces.read(view, skillGroupId), state.waitNo))
  }
  const left = session.messageLeft ? await view.leftMessages.find(sessionId) : undefined
  if (left) state.leftMessage = left
  if (canLeaveMessage(session) && (left || !session.messageLeft)) state.canLeaveMessage = true
  const rating = await openInvitation(view, stored.conversationId)
  if (rating) state.rating = rating
  return state
}

/** In whole minutes, so that the state changes seldom. */
function waitMinutes({ places, took }: QueuePace, ahead: number): { waitMinutes?: number } {
  const wait = estimateWait(ahead, places, took)
  return wait === undefined ? {} : { waitMinutes: Math.max(1, Math.ceil(wait / 60_000)) }
}

async function openInvitation(view: View, conversationId: string): Promise<CustomerState['rating']> {
  const invitation = await view.sessions.invited(conversationId)
  if (!invitation || invitation.invitedAt + RATING_MS < view.now) return undefined
  const { invitedAt, ...offer } = invitation
  return { ...offer, expiresAt: invitedAt + RATING_MS }
}
