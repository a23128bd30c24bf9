import { CccError } from '@ccc-store/core/protocol'
import type { CustomerIdentity } from '../../app/authenticate'
import { publishedFlow } from '../../app/published-flow'
import type { Database } from '../../store/open-database'
import { findOpenSession } from '../../store/sessions'
import { findDelivery } from '../../store/tencent'

/**
 * The flow that a customer who joins begins sessions with when they write from a client that is not ours. As on the
 * socket, a session that is open goes on whatever became of its flow: the customer then keeps the flow they joined with.
 * @throws CccError FLOW_UNKNOWN, FLOW_UNPUBLISHED
 */
export async function flowToJoin(
  db: Database,
  { sdkAppId, conversationId }: CustomerIdentity,
  ivrId: string,
): Promise<string> {
  try {
    await publishedFlow(db, sdkAppId, ivrId)
    return ivrId
  } catch (error) {
    if (!(error instanceof CccError)) throw error
    const open = await findOpenSession(db, conversationId)
    const known = open && (await findDelivery(db, { conversationId }))
    if (!known) throw error
    return known.ivr_id
  }
}
