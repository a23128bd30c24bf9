import { createHash } from 'node:crypto'
import type { Tx } from './store'

/**
 * Marks a proof of identity as used, for as long as it would be good.
 * @param expiresAt ms since 1970
 * @returns false when it was used before
 */
export async function useProof(tx: Tx, proof: string, expiresAt: number): Promise<boolean> {
  await tx.db.deleteFrom('used_proofs').where('expires_at', '<', tx.now).execute()
  const row = await tx.db
    .insertInto('used_proofs')
    .values({ proof_hash: createHash('sha256').update(proof).digest('base64url'), expires_at: expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning('proof_hash')
    .executeTakeFirst()
  return row !== undefined
}
