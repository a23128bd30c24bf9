import { randomUUID } from 'node:crypto'
import { newSession } from '@ccc-store/core/session'
import type { StoredSession } from '../../store/ports/conversations'
import type { Tx } from '../../store/store'
import type { CustomerIdentity } from '../accounts/authenticate'
import { publishedFlow } from '../flows/published-flow'
import { dispatch } from './dispatch'

/** What a customer's session is begun and led with. */
export interface FlowEntry {
  ivrId: string
  /** how long the flow waits for the customer's next word; 0: for ever */
  idleMs: number
}

/**
 * The customer's open session; begins one with the flow when there is none.
 * @throws CccError FLOW_UNKNOWN, FLOW_UNPUBLISHED
 */
export async function openSession(
  tx: Tx,
  customer: CustomerIdentity,
  { ivrId, idleMs }: FlowEntry,
): Promise<StoredSession> {
  const { newest, head } = await tx.conversations.get(customer.conversationId)
  if (newest && newest.session.phase !== 'closed') return newest
  const { conversationId, sdkAppId } = customer
  const flow = await publishedFlow(tx, sdkAppId, ivrId)
  const stored = beginSession({ conversationId, sdkAppId, ...flow }, head, tx.now)
  await tx.sessions.save(stored)
  await dispatch(tx, stored, { type: 'start', idleMs })
  return (await tx.sessions.find(stored.sessionId)) ?? stored
}

/** A new session, after all that its conversation's log has. It is not stored yet. */
export function beginSession(
  of: Pick<StoredSession, 'conversationId' | 'sdkAppId' | 'flowVersion' | 'definition'>,
  head: number,
  now: number,
): StoredSession {
  return {
    ...of,
    sessionId: randomUUID(),
    session: newSession,
    ticket: null,
    firstSeq: head + 1,
    lastSeq: head,
    menuSeq: null,
    startedAt: now,
    joinedAt: null,
    closedAt: null,
    timers: {},
  }
}
