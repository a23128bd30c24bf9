import type { Tx } from './writer'

/** @returns the id of the account that logs in under this name; undefined when there is none */
export async function setPasswordHash(tx: Tx, login: string, hash: string): Promise<string | undefined> {
  const row = await tx.db
    .updateTable('accounts')
    .set({ password_hash: hash })
    .where('login', '=', login)
    .returning('account_id')
    .executeTakeFirst()
  return row?.account_id
}
