import type { Tx } from './writer'

/**
 * Carries a command out once (P2, P8): its retry, over whatever connection and after whatever restart, gets the first
 * answer. A command that throws leaves no receipt, so it may be tried again.
 * @param sender who gave it; command ids are unique within one sender
 * @param command resolves with the seq to acknowledge, if it has one
 */
export async function onceOnly(
  tx: Tx,
  sender: string,
  commandId: string,
  command: () => Promise<number | undefined>,
): Promise<number | undefined> {
  const earlier = await tx.db
    .selectFrom('receipts')
    .select('seq')
    .where('sender', '=', sender)
    .where('command_id', '=', commandId)
    .executeTakeFirst()
  if (earlier) return earlier.seq ?? undefined
  const seq = await command()
  await tx.db
    .insertInto('receipts')
    .values({ sender, command_id: commandId, seq: seq ?? null, created_at: tx.now })
    .execute()
  return seq
}
