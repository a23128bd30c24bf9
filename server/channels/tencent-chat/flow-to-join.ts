import { CccError } from '@ccc-store/core/protocol'
import type { CustomerIdentity } from '../../app/accounts/authenticate'
import { publishedFlow } from '../../app/flows/published-flow'
import type { Store } from '../../store/store'

/**
 * The flow that a customer who joins begins sessions with when they write from a client that is not ours. As on the
 * socket, a session that is open goes on whatever became of its flow: the customer then keeps the flow they joined with.
 * @throws CccError FLOW_UNKNOWN, FLOW_UNPUBLISHED
 */
export async function flowToJoin(
  store: Store,
  { sdkAppId, conversationId }: CustomerIdentity,
  ivrId: string,
): Promise<string> {
  try {
    await store.read((view) => publishedFlow(view, sdkAppId, ivrId))
    return ivrId
  } catch (error) {
    if (!(error instanceof CccError)) throw error
    const known = await store.read(async ({ conversations, tencent }) => {
      const { newest } = await conversations.get(conversationId)
      const isOpen = newest && newest.session.phase !== 'closed'
      return isOpen ? tencent.delivery({ conversationId }) : undefined
    })
    if (!known) throw error
    return known.ivrId
  }
}
