import { CccError } from '@ccc-store/core/protocol'
import { topics } from '../bus/bus'
import type { Tx } from '../store/store'

/** @throws CccError CUSTOMER_BLOCKED */
export async function refuseBlocked(tx: Tx, conversationId: string): Promise<void> {
  const { isBlocked } = await tx.conversations.get(conversationId)
  if (isBlocked) throw new CccError('CUSTOMER_BLOCKED')
}

/**
 * Refuses a customer from now on, or lets one in again. Sockets that are open learn of it by the hint.
 * @returns false if the app has no such customer
 */
export async function setBlocked(tx: Tx, sdkAppId: number, customerId: string, blocked: boolean): Promise<boolean> {
  const row = await tx.db
    .updateTable('customers')
    .set({ blocked_at: blocked ? tx.now : null })
    .where('customer_id', '=', customerId)
    .where('sdk_app_id', '=', sdkAppId)
    .returning('customer_id')
    .executeTakeFirst()
  const conversation = await tx.db
    .selectFrom('conversations')
    .select('conversation_id')
    .where('customer_id', '=', customerId)
    .executeTakeFirst()
  if (row && conversation) {
    await tx.conversations.forget(conversation.conversation_id)
    tx.hint(topics.conversation(conversation.conversation_id))
  }
  return row !== undefined
}
