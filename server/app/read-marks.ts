import { topics } from '../bus/bus'
import type { Tx } from '../store/writer'

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
  const column = reader === 'customer' ? 'customer_read_seq' : 'agent_read_seq'
  const row = await tx.db
    .selectFrom('conversations')
    .select(['head', column])
    .where('conversation_id', '=', conversationId)
    .executeTakeFirstOrThrow()
  const mark = Math.min(seq, row.head)
  if (mark <= row[column]) return
  await tx.db
    .updateTable('conversations')
    .set({ [column]: mark })
    .where('conversation_id', '=', conversationId)
    .execute()
  tx.hint(topics.conversation(conversationId))
}
