import { CccError, type CustomerCommand } from '@ccc-store/core/protocol'
import { canLeaveMessage } from '@ccc-store/core/session'
import type { StoredSession } from '../../store/ports/conversations'
import type { Tx } from '../../store/store'
import type { CustomerIdentity } from '../accounts/authenticate'
import { refuseBlocked } from './blocking'
import { setAttributes } from './customer-attributes'
import { dispatch } from './dispatch'
import { leaveMessage } from './left-messages'
import { onceOnly } from './once-only'
import { type FlowEntry, openSession } from './open-session'
import { rate } from './rate'
import { recall } from './recall'
import { speechOf } from './speech'

/**
 * Carries out a command from a customer's socket, once (P2).
 * @returns the seq to acknowledge
 * @throws CccError CUSTOMER_BLOCKED, and what the command may be refused with
 */
export function customerCommand(
  tx: Tx,
  customer: CustomerIdentity,
  entry: FlowEntry,
  command: CustomerCommand,
): Promise<number | undefined> {
  const sender = `customer:${customer.customerId}`
  return onceOnly(tx, sender, command.id, async () => {
    await refuseBlocked(tx, customer.conversationId)
    const { conversationId } = customer
    switch (command.t) {
      case 'enter':
        await openSession(tx, customer, entry)
        return headOf(tx, conversationId)
      case 'send': {
        const session = await openSession(tx, customer, entry)
        const body = await speechOf(tx, sender, session, command.content)
        return dispatch(tx, session, { type: 'customerSays', body, clientId: command.id, idleMs: entry.idleMs })
      }
      case 'leave': {
        const open = await openNow(tx, conversationId)
        const waits = open?.session.phase === 'queued' || open?.session.phase === 'ringing'
        if (!open || !waits) throw new CccError('QUEUE_LEFT')
        return dispatch(tx, open, { type: 'customerLeaves' })
      }
      case 'end': {
        const open = await openNow(tx, conversationId)
        if (!open) throw new CccError('SESSION_OVER')
        return dispatch(tx, open, { type: 'customerEnds' })
      }
      case 'rate':
        return rate(tx, conversationId, command)
      case 'leaveMessage': {
        const { newest } = await tx.conversations.get(conversationId)
        if (!newest || !canLeaveMessage(newest.session)) throw new CccError('MESSAGE_NOT_WANTED')
        return leaveMessage(tx, newest, command)
      }
      case 'recall':
        return recall(tx, conversationId, command, ({ from }) => from.role === 'customer')
      case 'attributes':
        await setAttributes(tx, customer, command.attributes, command.signature)
        return headOf(tx, conversationId)
    }
  })
}

/** An empty log has nothing to name: its commands are acknowledged without a seq. */
async function headOf(tx: Tx, conversationId: string): Promise<number | undefined> {
  const { head } = await tx.conversations.get(conversationId)
  return head > 0 ? head : undefined
}

async function openNow(tx: Tx, conversationId: string): Promise<StoredSession | undefined> {
  const { newest } = await tx.conversations.get(conversationId)
  return newest?.session.phase === 'closed' ? undefined : newest
}
