import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { scopes } from '../../store/store'
import { hashPassword, randomPassword } from '../accounts/passwords'
import type { AppContext } from '../context'

/** The sdkAppIds we give: ten digits, as the original product's were. */
const FIRST_SDK_APP_ID = 1_400_000_000
const SDK_APP_IDS = 100_000_000

/** 超时转接: how long an offer rings, unless an administrator changes it. */
export const RING_SECONDS = 30

export const randomSecret = () => randomBytes(32).toString('base64url')

export interface FirstAdministrator {
  account: string
  /** shown once, kept only as a hash */
  password: string
  sdkAppId: number
  /** signs openids for requestLogin (docs/protocol.md); shown once too */
  openidSecret: string
}

/**
 * Makes an empty store usable: a call centre and its first administrator.
 * @returns the administrator's login; undefined when the store had one already
 */
export async function setUp(context: AppContext, sdkAppId?: number): Promise<FirstAdministrator | undefined> {
  const password = randomPassword()
  const passwordHash = await hashPassword(password)
  const openidSecret = randomSecret()
  return context.store.write(scopes.server, async (tx) => {
    if (await tx.accounts.hasAdministrator()) return undefined
    const id = sdkAppId ?? FIRST_SDK_APP_ID + randomInt(SDK_APP_IDS)
    await tx.apps.add({ sdkAppId: id, name: '呼叫中心', openidSecret, ringSeconds: RING_SECONDS })
    await tx.accounts.add({
      accountId: randomUUID(),
      sdkAppId: id,
      role: 'admin',
      login: 'admin',
      passwordHash,
      name: '管理员',
      staffNo: null,
    })
    return { account: 'admin', password, sdkAppId: id, openidSecret }
  })
}
