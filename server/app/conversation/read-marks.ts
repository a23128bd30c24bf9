import { topics } from '../../bus/bus'
import type { Tx } from '../../store/store'

/**
 * Marks a conversation as read up to `seq`, by its customer or by the agent who serves. A mark never goes back, and
 * never beyond what was said.
 */
export async function markRead(
  tx: Tx,
  reader: 'customer' | 'agent',
  conversationId: string,
  seq: number,
): Promise<void> {
  const { head, customerReadSeq, agentReadSeq } = await tx.conversations.get(conversationId)
  const mark = Math.min(seq, head)
  if (mark <= (reader === 'customer' ? customerReadSeq : agentReadSeq)) return
  await tx.conversations.markRead(conversationId, reader, mark)
  tx.hint(topics.conversation(conversationId))
  if (reader === 'customer') tx.hint(topics.customer(conversationId))
}
