import type { Tx } from './store'

/**
 * @param isOfDemo a demo made the password
 * @returns the id of the account that logs in under this name; undefined when there is none
 */
export async function setPasswordHash(
  tx: Tx,
  login: string,
  hash: string,
  isOfDemo = false,
): Promise<string | undefined> {
  const row = await tx.db
    .updateTable('accounts')
    .set({ password_hash: hash, demo_password: isOfDemo ? 1 : 0 })
    .where('login', '=', login)
    .returning('account_id')
    .executeTakeFirst()
  return row?.account_id
}

/** Takes the passwords away that demos made. @returns the ids of the accounts that have none now */
export async function takeDemoPasswords(tx: Tx): Promise<string[]> {
  const rows = await tx.db
    .updateTable('accounts')
    .set({ password_hash: '', demo_password: 0 })
    .where('demo_password', '=', 1)
    .returning('account_id')
    .execute()
  return rows.map((row) => row.account_id)
}
