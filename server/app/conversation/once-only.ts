import type { Tx } from '../../store/store'

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
  const earlier = await tx.receipts.find(sender, commandId)
  if (earlier !== undefined) return earlier ?? undefined
  const seq = await command()
  await tx.receipts.keep(sender, commandId, seq ?? null)
  return seq
}
