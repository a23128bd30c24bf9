import type { Tx } from './writer'

export async function passwordHashOf(tx: Tx, login: string): Promise<string | undefined> {
  const row = await tx.db.selectFrom('accounts').select('password_hash').where('login', '=', login).executeTakeFirst()
  return row?.password_hash
}

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
