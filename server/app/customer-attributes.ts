import type { Attributes } from '@ccc-store/core/protocol'
import { topics } from '../bus/bus'
import type { Tx } from '../store/writer'
import type { CustomerIdentity } from './authenticate'

/** What the host mini-program tells the agents about its user; in place of what it told before. */
export async function setAttributes(
  tx: Tx,
  { customerId, conversationId }: CustomerIdentity,
  attributes: Attributes,
): Promise<void> {
  await tx.db
    .updateTable('customers')
    .set({ attributes_json: JSON.stringify(attributes) })
    .where('customer_id', '=', customerId)
    .execute()
  tx.hint(topics.conversation(conversationId))
}
