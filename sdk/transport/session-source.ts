import type { WireError } from '@ccc-store/core/protocol'

/** Where a transport gets its token: `utils/login.js` of the main package. */
export interface SessionSource {
  getSession(): { token: string } | null
  /** a new login, whatever there was before */
  requestLogin(): Promise<{ token: string }>
}

/** Reads what a login was rejected with. */
export function toWireError(reason: unknown): WireError {
  if (typeof reason === 'object' && reason !== null && 'code' in reason && 'zh' in reason && 'en' in reason) {
    return { code: String(reason.code), zh: String(reason.zh), en: String(reason.en) }
  }
  return { code: 'LOGIN_FAILED', zh: `登录失败：${String(reason)}`, en: `Login failed: ${String(reason)}` }
}

/** Errors that pass by themselves; after any other one, trying again without a change would be pointless. */
const PASSING = new Set([
  'NETWORK',
  'WX_LOGIN_FAILED',
  'BAD_RESPONSE',
  'WECHAT_BUSY',
  'TENCENT_UNAVAILABLE',
  'WECHAT_UNREACHABLE',
  'WECHAT_RATE_LIMITED',
  'LOGIN_CODE_STALE',
  'RATE_LIMITED',
  'SERVER_STOPPING',
  'SLOW_CONSUMER',
  'HELLO_EXPECTED',
  'INTERNAL',
])

export const passes = (error: WireError): boolean => PASSING.has(error.code)
