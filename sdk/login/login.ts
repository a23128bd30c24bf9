import config from '../ccc-config.js'
import { type LoginError, loginError } from './login-error'
import { forgetSession, isSession, type Session, storedSession, storeSession } from './session'
import { wireError } from './wire-error'

export type { LoginError, Session }

/** How to prove who the customer is. With nothing given, a fresh `wx.login` code is fetched. */
export interface LoginOptions {
  /** code of `wx.login`: 5 minutes, once */
  jsCode?: string
  /** profile of the same login, with `iv` */
  encryptedData?: string
  iv?: string
  /** with `openidSignature`; otherwise storage key `openid` is read */
  openid?: string
  /** made by the mini-program's own back end, see docs/protocol.md */
  openidSignature?: string
}

const FIELDS = ['jsCode', 'encryptedData', 'iv', 'openid', 'openidSignature'] as const

let running: { key: string; session: Promise<Session> } | null = null

/**
 * Logs the customer in (seed page 000). Both ways of calling it work:
 * `requestLogin({ jsCode, encryptedData, iv })`, and `wx.setStorageSync('openid', openid)` before `requestLogin()`.
 * An openid alone proves nothing, so a fresh `wx.login` code goes with it unless `openidSignature` is given.
 * Calls with equal options that run at the same time share one request.
 * @returns the session, which is also stored
 * @throws LoginError with a code of the server, or NETWORK, WX_LOGIN_FAILED, BAD_RESPONSE, CONFIG_INVALID
 */
export function requestLogin(options: LoginOptions = {}): Promise<Session> {
  const key = JSON.stringify(FIELDS.map((field) => options[field]))
  if (running && running.key === key) return running.session
  const done = () => {
    if (running === mine) running = null
  }
  const mine = { key, session: logIn(options) }
  running = mine
  mine.session.then(done, done)
  return mine.session
}

/** The stored session, or null when there is none or it has expired. */
export function getSession(): Session | null {
  const session = storedSession()
  return session && session.expiresAt > Date.now() ? session : null
}

/** Forgets the session; the next `requestLogin()` starts from a code. */
export const logout = forgetSession

function logIn(options: LoginOptions): Promise<Session> {
  if (!(config.sdkAppId > 0) || !/^https?:\/\/./.test(config.serverUrl)) {
    return Promise.reject(loginError('CONFIG_INVALID'))
  }
  const body: LoginOptions & { sdkAppId: number; appId?: string } = { sdkAppId: config.sdkAppId }
  for (const field of FIELDS) if (options[field]) body[field] = options[field]
  const { appId } = wx.getAccountInfoSync().miniProgram
  if (appId) body.appId = appId
  const known = storedSession()
  const openid = !body.jsCode && !body.openid && wx.getStorageSync('openid')
  if (openid) body.openid = openid
  if (body.jsCode || body.openidSignature) return post(body)

  const withCode = () => freshCode().then((jsCode) => post(Object.assign(body, { jsCode })))
  return withCode().catch((error: LoginError) => {
    // Left there by an earlier login, and not by the mini-program: another user holds the phone now.
    if (error.code !== 'OPENID_MISMATCH' || !openid || !known || known.customer.openid !== openid) throw error
    forgetSession()
    delete body.openid
    return withCode()
  })
}

const freshCode = () =>
  new Promise<string>((resolve, reject) => {
    const fail = () => reject(loginError('WX_LOGIN_FAILED'))
    wx.login({ success: ({ code }) => (code ? resolve(code) : fail()), fail })
  })

const post = (data: object) =>
  new Promise<Session>((resolve, reject) => {
    wx.request({
      url: `${config.serverUrl.replace(/\/+$/, '')}/v1/customer/login`,
      method: 'POST',
      data,
      success({ statusCode, data: answer }) {
        if (statusCode === 200 && isSession(answer)) {
          storeSession(answer)
          resolve(answer)
        } else reject(loginError((statusCode !== 200 && wireError(answer)) || 'BAD_RESPONSE'))
      },
      fail: () => reject(loginError('NETWORK')),
    })
  })
