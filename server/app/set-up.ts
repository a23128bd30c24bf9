import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import type { Tx } from '../store/writer'
import type { AppContext } from './context'
import { hashPassword, randomPassword } from './passwords'

/** The sdkAppIds we give: ten digits, as the original product's were. */
const FIRST_SDK_APP_ID = 1_400_000_000
const SDK_APP_IDS = 100_000_000

export interface FirstAdministrator {
  account: string
  /** shown once, kept only as a hash */
  password: string
  sdkAppId: number
}

/**
 * Makes an empty store usable: a call centre and its first administrator.
 * @returns the administrator's login; undefined when the store had one already
 */
export async function setUp(context: AppContext, sdkAppId?: number): Promise<FirstAdministrator | undefined> {
  const password = randomPassword()
  const password_hash = await hashPassword(password)
  return context.writer.write(async (tx) => {
    if (await hasAdministrator(tx)) return undefined
    const id = sdkAppId ?? FIRST_SDK_APP_ID + randomInt(SDK_APP_IDS)
    await tx.db
      .insertInto('apps')
      .values({
        sdk_app_id: id,
        name: '呼叫中心',
        openid_secret: randomBytes(32).toString('base64url'),
        ring_seconds: 30,
      })
      .execute()
    await tx.db
      .insertInto('accounts')
      .values({
        account_id: randomUUID(),
        sdk_app_id: id,
        role: 'admin',
        login: 'admin',
        password_hash,
        name: '管理员',
        staff_no: null,
        status: 'offline',
        idle_since: tx.now,
      })
      .execute()
    return { account: 'admin', password, sdkAppId: id }
  })
}

async function hasAdministrator(tx: Tx): Promise<boolean> {
  const row = await tx.db.selectFrom('accounts').select('account_id').where('role', '=', 'admin').executeTakeFirst()
  return row !== undefined
}
