import { isObject, isText } from './is-object'

/** Proof of who the customer is, for the call centre in `ccc-config.js`. */
export interface Session {
  token: string
  /** milliseconds since 1970-01-01 UTC */
  expiresAt: number
  customer: { customerId: string; openid: string; name?: string; avatarUrl?: string }
}

/** What storage keeps of the one session there is; the chat renews it there. */
export interface SessionRecord {
  /** the call centre that gave it, `<sdkAppId>@<serverUrl>` */
  of: string
  session: Session
  /** when it was given, on this phone's clock; absent in what older versions wrote */
  since?: number
  /** made with an `openidSignature`: a code may name another user, so no code renews it */
  signed?: boolean
}

/** Storage key of the record. */
export const SESSION_KEY = 'ccc-session'

/** Whether a value from storage or from the server has the parts of a session. */
export function isSession(value: unknown): value is Session {
  return (
    isObject(value) &&
    isText(value.token) &&
    typeof value.expiresAt === 'number' &&
    isObject(value.customer) &&
    isText(value.customer.customerId) &&
    isText(value.customer.openid)
  )
}

/** Whether a value from storage is a session of this call centre, expired or not. */
export const isRecord = (value: unknown, of: string): value is SessionRecord & Record<string, unknown> =>
  isObject(value) && value.of === of && isSession(value.session)
