import { CccError } from '@ccc-store/core/protocol'
import { topics } from '../../bus/bus'
import type { Tx } from '../../store/store'

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
  const isKnown = await tx.customers.setBlocked(sdkAppId, customerId, blocked)
  const conversationId = await tx.customers.conversationOf(customerId)
  if (isKnown && conversationId !== undefined) {
    await tx.conversations.forget(conversationId)
    tx.hint(topics.conversation(conversationId))
  }
  return isKnown
}
