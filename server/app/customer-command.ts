import { CccError, type CustomerCommand, RATING_MS } from '@ccc-store/core/protocol'
import { canLeaveMessage, canRate, type Session } from '@ccc-store/core/session'
import { findInvitation } from '../store/entries'
import { onceOnly } from '../store/receipts'
import { findNewestSession, findOpenSession } from '../store/sessions'
import type { Tx } from '../store/writer'
import type { CustomerIdentity } from './authenticate'
import { refuseBlocked } from './blocking'
import { conduct } from './conduct'
import { setAttributes } from './customer-attributes'
import { leaveMessage } from './left-messages'
import { openSession } from './open-session'
import { recall } from './recall'
import { speechOf } from './speech'

type Command<T extends CustomerCommand['t']> = Extract<CustomerCommand, { t: T }>

/**
 * Carries out a command from a customer's socket, once (P2).
 * @returns the seq to acknowledge
 * @throws CccError CUSTOMER_BLOCKED, and what the command may be refused with
 */
export function customerCommand(
  tx: Tx,
  customer: CustomerIdentity,
  ivrId: string,
  command: CustomerCommand,
): Promise<number | undefined> {
  const sender = `customer:${customer.customerId}`
  return onceOnly(tx, sender, command.id, async () => {
    await refuseBlocked(tx, customer.customerId)
    const { conversationId } = customer
    switch (command.t) {
      case 'enter':
        await openSession(tx, customer, ivrId)
        return headOf(tx, conversationId)
      case 'send': {
        const session = await openSession(tx, customer, ivrId)
        const body = await speechOf(tx, sender, session, command.content)
        return conduct(tx, session, { type: 'customerSays', body, clientId: command.id })
      }
      case 'leave': {
        const open = await findOpenSession(tx.db, conversationId)
        const waits = open?.session.phase === 'queued' || open?.session.phase === 'ringing'
        if (!open || !waits) throw new CccError('QUEUE_LEFT')
        return conduct(tx, open, { type: 'customerLeaves' })
      }
      case 'rate':
        return rate(tx, conversationId, command)
      case 'leaveMessage': {
        const newest = await findNewestSession(tx.db, conversationId)
        if (!newest || !canLeaveMessage(newest.session)) throw new CccError('MESSAGE_NOT_WANTED')
        return leaveMessage(tx, newest, command)
      }
      case 'recall':
        return recall(tx, conversationId, command, ({ from }) => from.role === 'customer')
      case 'attributes':
        await setAttributes(tx, customer, command.attributes)
        return headOf(tx, conversationId)
    }
  })
}

async function rate(tx: Tx, conversationId: string, command: Command<'rate'>): Promise<number> {
  const newest = await findNewestSession(tx.db, conversationId)
  if (newest?.sessionId !== command.sessionId) throw new CccError('RATING_NOT_INVITED')
  refuseRating(newest.session, tx.now)
  const { score, tags, comment, id } = command
  const offered = await findInvitation(tx.db, conversationId, newest.sessionId)
  const foreign = tags.find((tag) => !offered.includes(tag))
  if (foreign !== undefined) throw new CccError('REQUEST_INVALID', { detail: `tags: "${foreign}" was not offered` })
  const answer = { type: 'rate' as const, score, tags, clientId: id, ...(comment !== undefined && { comment }) }
  return conduct(tx, newest, answer)
}

function refuseRating(session: Session, now: number): void {
  if (session.rating === 'none') throw new CccError('RATING_NOT_INVITED')
  if (session.rating === 'rated') throw new CccError('RATING_DONE')
  if (!canRate(session, now)) throw new CccError('RATING_EXPIRED', { hours: RATING_MS / 3_600_000 })
}

/** An empty log has nothing to name: its commands are acknowledged without a seq. */
async function headOf(tx: Tx, conversationId: string): Promise<number | undefined> {
  const { head } = await tx.db
    .selectFrom('conversations')
    .select('head')
    .where('conversation_id', '=', conversationId)
    .executeTakeFirstOrThrow()
  return head > 0 ? head : undefined
}
