import { type AccountLoginRequest, type AccountLoginResponse, CccError } from '@ccc-store/core/protocol'
import { issueToken } from './authenticate'
import type { AppContext } from './context'
import { hashPassword, verifyPassword } from './passwords'

/** Checked when there is no such account, so that the time taken does not tell which accounts exist. */
const nobody = hashPassword('nobody')

/**
 * Logs an agent or an administrator in.
 * @throws CccError PASSWORD_WRONG, the same for an unknown account
 */
export async function accountLogin(
  context: AppContext,
  role: 'admin' | 'agent',
  request: AccountLoginRequest,
): Promise<AccountLoginResponse> {
  const account = await context.database
    .selectFrom('accounts')
    .selectAll()
    .where('login', '=', request.account)
    .where('role', '=', role)
    .executeTakeFirst()
  const matches = await verifyPassword(request.password, account?.password_hash ?? (await nobody))
  if (!account || !matches) throw new CccError('PASSWORD_WRONG')
  const token = await context.writer.write((tx) => issueToken(tx, role, account.account_id, account.sdk_app_id))
  return {
    ...token,
    account: {
      accountId: account.account_id,
      name: account.name,
      ...(account.staff_no !== null && { staffNo: account.staff_no }),
    },
  }
}
