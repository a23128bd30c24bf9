import type { Kysely, Selectable } from 'kysely'
import type { Tx } from './store'
import type { Tables, TencentDeliveriesTable, TencentMessagesTable } from './tables'

export type Delivery = Selectable<TencentDeliveriesTable>

/** Who was not heard of for this long on Tencent Cloud Chat gets nothing there, until they come back. */
export const SEEN_WITHIN_MS = 7 * 24 * 3_600_000

/** Messages can be taken back for minutes; what was stored of older ones is dropped. */
const KEEP_KEYS_MS = 24 * 3_600_000

/**
 * Registers a conversation to be delivered, from its present head on; one that is registered goes on where it is, unless
 * its customer was away for long.
 */
export async function registerDelivery(
  tx: Tx,
  { conversationId, userId, ivrId }: { conversationId: string; userId: string; ivrId: string },
): Promise<void> {
  const { head } = await tx.db
    .selectFrom('conversations')
    .select('head')
    .where('conversation_id', '=', conversationId)
    .executeTakeFirstOrThrow()
  const known = await findDelivery(tx.db, { conversationId })
  const isBack = known !== undefined && known.seen_at > tx.now - SEEN_WITHIN_MS
  const row = { ivr_id: ivrId, cursor: isBack ? known.cursor : head, seen_at: tx.now }
  await tx.db
    .insertInto('tencent_deliveries')
    .values({ conversation_id: conversationId, user_id: userId, ...row })
    .onConflict((conflict) => conflict.column('conversation_id').doUpdateSet(row))
    .execute()
}

export function findDelivery(
  db: Kysely<Tables>,
  by: { conversationId: string } | { userId: string },
): Promise<Delivery | undefined> {
  const query = db.selectFrom('tencent_deliveries').selectAll()
  return 'userId' in by
    ? query.where('user_id', '=', by.userId).executeTakeFirst()
    : query.where('conversation_id', '=', by.conversationId).executeTakeFirst()
}

/** Conversations whose log is ahead of what Tencent took, of customers who are still there. */
export async function findUndelivered(db: Kysely<Tables>, now: number): Promise<string[]> {
  const rows = await db
    .selectFrom('tencent_deliveries as delivery')
    .innerJoin('conversations as conversation', 'conversation.conversation_id', 'delivery.conversation_id')
    .select('delivery.conversation_id')
    .where('seen_at', '>', now - SEEN_WITHIN_MS)
    .whereRef('cursor', '<', 'head')
    .limit(1_000)
    .execute()
  return rows.map((row) => row.conversation_id)
}

/** Tencent has taken the entries up to `cursor`. */
export async function advanceDelivery(tx: Tx, conversationId: string, cursor: number): Promise<void> {
  await tx.db
    .updateTable('tencent_deliveries')
    .set({ cursor })
    .where('conversation_id', '=', conversationId)
    .where('cursor', '<', cursor)
    .execute()
}

/** The customer was heard of. */
export async function markSeen(tx: Tx, conversationId: string): Promise<void> {
  await tx.db
    .updateTable('tencent_deliveries')
    .set({ seen_at: tx.now })
    .where('conversation_id', '=', conversationId)
    .execute()
}

/** Keeps which entry a message is. The same key again changes nothing. */
export async function rememberMessage(
  tx: Tx,
  message: Omit<Selectable<TencentMessagesTable>, 'created_at'>,
): Promise<void> {
  await tx.db
    .insertInto('tencent_messages')
    .values({ ...message, created_at: tx.now })
    .onConflict((conflict) => conflict.column('msg_key').doNothing())
    .execute()
}

export function findMessage(
  db: Kysely<Tables>,
  by: { msgKey: string } | { conversationId: string; seq: number },
): Promise<Selectable<TencentMessagesTable> | undefined> {
  const query = db.selectFrom('tencent_messages').selectAll()
  return 'msgKey' in by
    ? query.where('msg_key', '=', by.msgKey).executeTakeFirst()
    : query.where('conversation_id', '=', by.conversationId).where('seq', '=', by.seq).executeTakeFirst()
}

export async function forgetOldMessages(tx: Tx): Promise<void> {
  await tx.db
    .deleteFrom('tencent_messages')
    .where('created_at', '<', tx.now - KEEP_KEYS_MS)
    .execute()
}
