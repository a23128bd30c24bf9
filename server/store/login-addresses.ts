import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import { KNOWN_ADDRESS_MS, KNOWN_ADDRESSES_PER_ACCOUNT } from '../config/policy'
import type { Tx } from './store'
import type { AccountsTable, Tables } from './tables'

/** Differs by account, so that nobody sees at a glance who works at the same place. */
const hashOf = (accountId: string, address: string) =>
  createHash('sha256').update(`${accountId}\n${address}`).digest('base64url')

/**
 * Whether an account has logged in from an address not too long ago.
 * @param account role and name to log in with; false when there is none
 * @param address by addressKey
 * @param now ms since 1970
 */
export async function hasLoggedInFrom(
  db: Kysely<Tables>,
  account: { role: AccountsTable['role']; login: string },
  address: string,
  now: number,
): Promise<boolean> {
  const found = await db
    .selectFrom('accounts')
    .select('account_id')
    .where('login', '=', account.login)
    .where('role', '=', account.role)
    .executeTakeFirst()
  if (!found) return false
  const known = await db
    .selectFrom('login_addresses')
    .select('seen_at')
    .where('account_id', '=', found.account_id)
    .where('address_hash', '=', hashOf(found.account_id, address))
    .where('seen_at', '>', now - KNOWN_ADDRESS_MS)
    .executeTakeFirst()
  return known !== undefined
}

/** An account has logged in from an address. Those not seen for too long, and the oldest of too many, are dropped. */
export async function keepLoginAddress(tx: Tx, accountId: string, address: string): Promise<void> {
  await tx.db
    .insertInto('login_addresses')
    .values({ account_id: accountId, address_hash: hashOf(accountId, address), seen_at: tx.now })
    .onConflict((conflict) => conflict.columns(['account_id', 'address_hash']).doUpdateSet({ seen_at: tx.now }))
    .execute()
  await tx.db
    .deleteFrom('login_addresses')
    .where('seen_at', '<=', tx.now - KNOWN_ADDRESS_MS)
    .execute()
  await tx.db
    .deleteFrom('login_addresses')
    .where('account_id', '=', accountId)
    .where('address_hash', 'not in', (query) =>
      query
        .selectFrom('login_addresses')
        .select('address_hash')
        .where('account_id', '=', accountId)
        .orderBy('seen_at', 'desc')
        .limit(KNOWN_ADDRESSES_PER_ACCOUNT),
    )
    .execute()
}

/** Nobody has logged in to this account before. */
export async function forgetLoginAddresses(tx: Tx, accountId: string): Promise<void> {
  await tx.db.deleteFrom('login_addresses').where('account_id', '=', accountId).execute()
}
