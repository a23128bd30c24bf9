import { type AccountLoginRequest, type AccountLoginResponse, CccError } from '@ccc-store/core/protocol'
import type { LoginGuard } from '../../limits/login-guard'
import { scopes } from '../../store/store'
import type { AppContext } from '../context'
import { issueToken } from './authenticate'
import { hashPassword, verifyPassword } from './passwords'

/** Checked when there is no such account, so that the time taken does not tell which accounts exist. */
const nobody = hashPassword('nobody')

/**
 * Logs an agent or an administrator in.
 * @param address by addressKey
 * @throws CccError PASSWORD_WRONG, the same for an unknown account; RATE_LIMITED after too many wrong ones
 */
export async function accountLogin(
  context: AppContext,
  guard: LoginGuard,
  role: 'admin' | 'agent',
  request: AccountLoginRequest,
  address: string,
): Promise<AccountLoginResponse> {
  const { account } = request
  const isKnownThere = await context.store.read(({ accounts }) => accounts.hasLoggedInFrom(role, account, address))
  return guard.run({ role, account, address, isKnownThere }, () => checkAndLogIn(context, role, request, address))
}

async function checkAndLogIn(
  context: AppContext,
  role: 'admin' | 'agent',
  request: AccountLoginRequest,
  address: string,
): Promise<AccountLoginResponse> {
  const account = await context.store.read(({ accounts }) => accounts.findByLogin(role, request.account))
  const matches = await verifyPassword(request.password, account?.passwordHash ?? (await nobody))
  if (!account || !matches) throw new CccError('PASSWORD_WRONG')
  const { accountId, sdkAppId, name, staffNo } = account
  const token = await context.store.write(scopes.server, async (tx) => {
    await tx.accounts.keepAddress(accountId, address)
    return issueToken(tx, role, accountId, sdkAppId)
  })
  return {
    ...token,
    account: { accountId, name, ...(staffNo !== null && { staffNo }) },
  }
}
