import { randomUUID } from 'node:crypto'
import { newSession } from '@ccc-store/core/session'
import { findOpenSession, findSession, insertSession, type StoredSession } from '../store/sessions'
import type { Tx } from '../store/writer'
import type { CustomerIdentity } from './authenticate'
import { conduct } from './conduct'
import { publishedFlow } from './published-flow'

/**
 * The customer's open session; begins one with the flow when there is none.
 * @throws CccError FLOW_UNKNOWN, FLOW_UNPUBLISHED
 */
export async function openSession(tx: Tx, customer: CustomerIdentity, ivrId: string): Promise<StoredSession> {
  const open = await findOpenSession(tx.db, customer.conversationId)
  if (open) return open

  const { head } = await tx.db
    .selectFrom('conversations')
    .select('head')
    .where('conversation_id', '=', customer.conversationId)
    .executeTakeFirstOrThrow()
  const stored: StoredSession = {
    sessionId: randomUUID(),
    conversationId: customer.conversationId,
    sdkAppId: customer.sdkAppId,
    definition: await publishedFlow(tx.db, customer.sdkAppId, ivrId),
    session: newSession,
    ticket: null,
  }
  await insertSession(tx.db, stored, head + 1, tx.now)
  await conduct(tx, stored, { type: 'start' })
  return (await findSession(tx.db, stored.sessionId)) ?? stored
}
