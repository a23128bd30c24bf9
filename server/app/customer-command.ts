import type { CustomerCommand } from '@ccc-store/core/protocol'
import { onceOnly } from '../store/receipts'
import type { Tx } from '../store/writer'
import type { CustomerIdentity } from './authenticate'
import { conduct } from './conduct'
import { openSession } from './open-session'

/**
 * Carries out a command from a customer's socket, once (P2).
 * @returns the seq to acknowledge
 * @throws CccError FLOW_UNKNOWN, FLOW_UNPUBLISHED
 */
export function customerCommand(
  tx: Tx,
  customer: CustomerIdentity,
  ivrId: string,
  command: CustomerCommand,
): Promise<number | undefined> {
  return onceOnly(tx, `customer:${customer.customerId}`, command.id, async () => {
    const session = await openSession(tx, customer, ivrId)
    if (command.t === 'send') {
      return conduct(tx, session, { type: 'customerSays', text: command.content.text, clientId: command.id })
    }
    const { head } = await tx.db
      .selectFrom('conversations')
      .select('head')
      .where('conversation_id', '=', customer.conversationId)
      .executeTakeFirstOrThrow()
    return head
  })
}
