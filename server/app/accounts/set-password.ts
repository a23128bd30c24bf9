import { CccError } from '@ccc-store/core/protocol'
import { MIN_PASSWORD_LENGTH } from '../../config/policy'
import { type Store, scopes } from '../../store/store'
import { revokeAllTokens } from './authenticate'
import { hashPassword } from './passwords'

/**
 * Gives an account, an agent's or an administrator's, another password. Whoever is logged in with the old one is logged
 * out, and no address is known to be the owner's any more.
 * @throws CccError PASSWORD_SHORT, ACCOUNT_UNKNOWN
 */
export async function setPassword(store: Store, account: string, password: string): Promise<void> {
  if ([...password].length < MIN_PASSWORD_LENGTH) throw new CccError('PASSWORD_SHORT', { least: MIN_PASSWORD_LENGTH })
  const hash = await hashPassword(password)
  await store.write(scopes.server, async (tx) => {
    const accountId = await tx.accounts.setPassword(account, hash)
    if (accountId === undefined) throw new CccError('ACCOUNT_UNKNOWN', { account })
    await revokeAllTokens(tx, accountId)
    // who knew the old one may have logged in, and guesses count for less where somebody has
    await tx.accounts.forgetAddresses(accountId)
  })
}
