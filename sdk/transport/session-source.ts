import type { WireError } from '@ccc-store/core/protocol'
import { isWireError } from '../login/wire-error'

/** Where a transport gets its token: `utils/login.js` of the main package. */
export interface SessionSource {
  getSession(): { token: string } | null
  /** a new login, whatever there was before */
  requestLogin(): Promise<{ token: string }>
}

/** Reads what a login was rejected with. */
export function toWireError(reason: unknown): WireError {
  // the next login takes a code of its own
  if (isWireError(reason)) return { ...reason, retry: reason.retry || reason.code === 'LOGIN_CODE_STALE' }
  return { code: 'LOGIN_FAILED', zh: `登录失败：${String(reason)}`, en: `Login failed: ${String(reason)}` }
}
