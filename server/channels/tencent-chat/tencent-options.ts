import { CccError } from '@ccc-store/core/protocol'
import type { Settings } from '../../config/settings'

/** What the server must know of its app on Tencent Cloud Chat. */
export interface TencentOptions {
  sdkAppId: number
  /** signs UserSigs; never leaves the server, is never logged */
  secretKey: string
  /** proves that a callback is Tencent's */
  callbackToken: string
  /** the app's administrator, on whose behalf REST calls are made */
  admin: string
  /** the account that customers chat with */
  serviceAccount: string
  /** without a slash at the end */
  restUrl: string
  /** where links to files begin, without a slash at the end; files are left out of native messages when it is empty */
  publicUrl: string
}

const NEEDED = ['CCC_TENCENT_SDK_APP_ID', 'CCC_TENCENT_SECRET_KEY', 'CCC_TENCENT_CALLBACK_TOKEN'] as const

/**
 * The settings of the channel: all that it needs, or none of it.
 * @returns undefined when the channel is off
 * @throws CccError CONFIG_INVALID, which names what is missing and quotes no value
 */
export function tencentOptionsOf(settings: Settings): TencentOptions | undefined {
  const missing = NEEDED.filter((name) => !settings[name])
  if (missing.length === NEEDED.length) return undefined
  const [name] = missing
  if (name) {
    const given = NEEDED.filter((each) => !missing.includes(each)).join(', ')
    throw new CccError('CONFIG_INVALID', { name, detail: `not set, but ${given} is` })
  }
  const bare = (url: string) => url.replace(/\/+$/, '')
  return {
    sdkAppId: settings.CCC_TENCENT_SDK_APP_ID,
    secretKey: settings.CCC_TENCENT_SECRET_KEY,
    callbackToken: settings.CCC_TENCENT_CALLBACK_TOKEN,
    admin: settings.CCC_TENCENT_ADMIN,
    serviceAccount: settings.CCC_TENCENT_SERVICE_ACCOUNT,
    restUrl: bare(settings.CCC_TENCENT_REST_URL),
    publicUrl: bare(settings.CCC_PUBLIC_URL),
  }
}
