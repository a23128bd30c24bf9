import { type AccountLoginRequest, type AccountLoginResponse, CccError } from '@ccc-store/core/protocol'
import type { LoginGuard } from '../limits/login-guard'
import { hasLoggedInFrom, keepLoginAddress } from '../store/login-addresses'
import { scopes } from '../store/store'
import { issueToken } from './authenticate'
import type { AppContext } from './context'
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
  const { database, clock } = context
  const { account } = request
  const isKnownThere = await hasLoggedInFrom(database, { role, login: account }, address, clock.now())
  return guard.run({ role, account, address, isKnownThere }, () => checkAndLogIn(context, role, request, address))
}

async function checkAndLogIn(
  context: AppContext,
  role: 'admin' | 'agent',
  request: AccountLoginRequest,
  address: string,
): Promise<AccountLoginResponse> {
  const account = await context.database
    .selectFrom('accounts')
    .selectAll()
    .where('login', '=', request.account)
    .where('role', '=', role)
    .executeTakeFirst()
  const matches = await verifyPassword(request.password, account?.password_hash ?? (await nobody))
  if (!account || !matches) throw new CccError('PASSWORD_WRONG')
  const token = await context.store.write(scopes.server, async (tx) => {
    await keepLoginAddress(tx, account.account_id, address)
    return issueToken(tx, role, account.account_id, account.sdk_app_id)
  })
  return {
    ...token,
    account: {
      accountId: account.account_id,
      name: account.name,
      ...(account.staff_no !== null && { staffNo: account.staff_no }),
    },
  }
}
