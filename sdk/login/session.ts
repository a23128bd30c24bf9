import config from '../ccc-config.js'
import { isRecord, SESSION_KEY, type Session, type SessionRecord } from './session-record'

/** The stored session of this call centre, also when it has expired. */
export function sessionRecord(): SessionRecord | null {
  const stored: unknown = wx.getStorageSync(SESSION_KEY)
  return isRecord(stored, callCentre()) ? stored : null
}

/** Keeps the session, and its openid where `requestLogin()` looks for one. */
export function storeSession(session: Session, signed: boolean): void {
  try {
    wx.setStorageSync(SESSION_KEY, { of: callCentre(), session, since: Date.now(), signed })
    wx.setStorageSync('openid', session.customer.openid)
  } catch {
    // a full storage costs a login next time, not this one
  }
}

/** Forgets the session, and the openid it left behind; an openid that the mini-program stored itself stays. */
export function forgetSession(): void {
  const known = sessionRecord()
  if (known && known.session.customer.openid === wx.getStorageSync('openid')) wx.removeStorageSync('openid')
  wx.removeStorageSync(SESSION_KEY)
}

const callCentre = () => `${config.sdkAppId}@${config.serverUrl}`
