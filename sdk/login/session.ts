import config from '../ccc-config.js'
import { isObject } from './is-object'

/** Proof of who the customer is, for the call centre in `ccc-config.js`. */
export interface Session {
  token: string
  /** milliseconds since 1970-01-01 UTC */
  expiresAt: number
  customer: { customerId: string; openid: string; name?: string; avatarUrl?: string }
}

/** One session is kept, with the call centre that gave it: `{ of, session }`. */
const KEY = 'ccc-session'

const callCentre = () => `${config.sdkAppId}@${config.serverUrl}`

/** Whether a value from storage or from the server has the parts of a session. */
export function isSession(value: unknown): value is Session {
  return (
    isObject(value) &&
    typeof value.token === 'string' &&
    typeof value.expiresAt === 'number' &&
    isObject(value.customer) &&
    typeof value.customer.customerId === 'string' &&
    typeof value.customer.openid === 'string'
  )
}

/** The stored session of this call centre, also when it has expired. */
export function storedSession(): Session | null {
  const stored: unknown = wx.getStorageSync(KEY)
  return isObject(stored) && stored.of === callCentre() && isSession(stored.session) ? stored.session : null
}

/** Keeps the session, and its openid where `requestLogin()` looks for one. */
export function storeSession(session: Session): void {
  try {
    wx.setStorageSync(KEY, { of: callCentre(), session })
    wx.setStorageSync('openid', session.customer.openid)
  } catch {
    // a full storage costs a login next time, not this one
  }
}

/** Forgets the session, and the openid it left behind; an openid that the mini-program stored itself stays. */
export function forgetSession(): void {
  const known = storedSession()
  if (known && known.customer.openid === wx.getStorageSync('openid')) wx.removeStorageSync('openid')
  wx.removeStorageSync(KEY)
}
