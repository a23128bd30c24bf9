import type { Tx } from '../../store/store'

/** Who was not heard of for this long on Tencent Cloud Chat gets nothing there, until they come back. */
export const SEEN_WITHIN_MS = 7 * 24 * 3_600_000

/**
 * Registers a conversation to be delivered, from its present head on; one that is registered goes on where it is, unless
 * its customer was away for long.
 */
export async function registerDelivery(
  tx: Tx,
  { conversationId, userId, ivrId }: { conversationId: string; userId: string; ivrId: string },
): Promise<void> {
  const { head } = await tx.conversations.get(conversationId)
  const known = await tx.tencent.delivery({ conversationId })
  const isBack = known !== undefined && known.seenAt > tx.now - SEEN_WITHIN_MS
  const cursor = isBack ? known.cursor : head
  await tx.tencent.setDelivery({ conversationId, userId, ivrId, cursor, seenAt: tx.now })
}
