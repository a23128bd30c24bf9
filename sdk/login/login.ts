import config from '../ccc-config.js'
import { chatPackage } from './chat-package'
import type { Attributes, Card, ChatOptions } from './host-types'
import { type LoginError, loginError } from './login-error'
import { forgetSession, sessionRecord, storeSession } from './session'
import { isSession, type Session } from './session-record'
import { wireError } from './wire-error'

export type { Attributes, Card, ChatOptions, LoginError, Session }

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

/** Where the chat, once it runs, is told of logins and logouts. Not for the mini-program. */
export const hooks: { signedIn?(): void; signedOut?(): void } = {}

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
  const record = sessionRecord()
  return record && record.session.expiresAt > Date.now() ? record.session : null
}

/** Forgets the session and ends its token; a chat that is open closes. The next `requestLogin()` starts from a code. */
export function logout(): void {
  const record = sessionRecord()
  forgetSession()
  hooks.signedOut?.()
  if (record) {
    wx.request({
      url: urlOf('logout'),
      method: 'POST',
      header: { Authorization: `Bearer ${record.session.token}` },
      data: {},
    })
  }
}

/**
 * Says how many messages the customer has not seen: now, and whenever that changes while the mini-program is in the
 * foreground. Any number of pages may listen. Who was never logged in has nothing to hear until they are.
 * @returns stops to listen
 */
export function onUnreadChange(listener: (unread: number) => void): () => void {
  let over = false
  let stop = () => {
    over = true
  }
  const join = () => {
    if (over) return
    chatPackage().then(
      (chat) => {
        if (!over) stop = chat.watchUnread(listener)
      },
      // without network the subpackage comes later
      () => setTimeout(join, 30_000),
    )
  }
  join()
  return () => stop()
}

/**
 * Opens the chat; where it is on top already it stays, and enters with `ivrId` if that is named. What it brings along
 * is sent as soon as the chat is connected.
 * @throws LoginError NETWORK when the page cannot be opened, REQUEST_INVALID as `sendCard`
 */
export const openChat = (options: ChatOptions = {}): Promise<void> =>
  new Promise<void>((resolve, reject) => {
    const { ivrId } = options
    const [top] = getCurrentPages().slice(-1)
    if (top && `/${top.route}` === CHAT_PAGE) {
      if (ivrId) top.setData({ ivrId })
      resolve()
    } else {
      wx.navigateTo({
        url: CHAT_PAGE + (ivrId ? `?ivrId=${ivrId}` : ''),
        success: () => resolve(),
        fail: () => reject(loginError('NETWORK')),
      })
    }
  }).then(() => (options.card || options.attributes ? tell(options) : undefined))

/**
 * Sends a card as the customer's message: at once while the chat is connected, otherwise as soon as it is.
 * @throws LoginError NETWORK when the chat could not be downloaded, REQUEST_INVALID for a card with a field that is
 * missing, unknown, too long or no text; nothing is sent then
 */
export const sendCard = (card: Card, cardSignature?: string): Promise<void> =>
  tell({ card, ...(cardSignature && { cardSignature }) })

/** Tells the agents about the customer; replaces what was told before. Throws as `sendCard` does. */
export const setAttributes = (attributes: Attributes, attributesSignature?: string): Promise<void> =>
  tell({ attributes, ...(attributesSignature && { attributesSignature }) })

const CHAT_PAGE = '/ccc/pages/chat/index'

const tell = (told: ChatOptions): Promise<void> =>
  chatPackage().then(
    (chat) => chat.tell(told),
    () => Promise.reject(loginError('NETWORK')),
  )

function logIn(options: LoginOptions): Promise<Session> {
  if (!(config.sdkAppId > 0) || !/^https?:\/\/./.test(config.serverUrl)) {
    return Promise.reject(loginError('CONFIG_INVALID'))
  }
  const body: LoginOptions & { sdkAppId: number; appId?: string } = { sdkAppId: config.sdkAppId }
  for (const field of FIELDS) if (options[field]) body[field] = options[field]
  const { appId } = wx.getAccountInfoSync().miniProgram
  if (appId) body.appId = appId
  const known = sessionRecord()
  const openid = !body.jsCode && !body.openid && wx.getStorageSync('openid')
  if (openid) body.openid = openid
  if (body.jsCode || body.openidSignature) return post(body)

  const withCode = () => freshCode().then((jsCode) => post(Object.assign(body, { jsCode })))
  return withCode().catch((error: LoginError) => {
    // Left there by an earlier login, and not by the mini-program: another user holds the phone now.
    // Not so when a signature named them: then the code of the same phone may well name another.
    const isLeft = openid && known && !known.signed && known.session.customer.openid === openid
    if (error.code !== 'OPENID_MISMATCH' || !isLeft) throw error
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

const urlOf = (path: string) => `${config.serverUrl.replace(/\/+$/, '')}/v1/customer/${path}`

const post = (data: LoginOptions) =>
  new Promise<Session>((resolve, reject) => {
    wx.request({
      url: urlOf('login'),
      method: 'POST',
      data,
      success({ statusCode, data: answer }) {
        if (statusCode === 200 && isSession(answer)) {
          storeSession(answer, !!data.openidSignature)
          hooks.signedIn?.()
          resolve(answer)
        } else reject(loginError((statusCode !== 200 && wireError(answer)) || 'BAD_RESPONSE'))
      },
      fail: () => reject(loginError('NETWORK')),
    })
  })
