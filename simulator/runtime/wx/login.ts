import { type Fields, isFields } from '../record'
import { ApiFailure, allAsynchronous } from './api'

const USER_KEY = 'simulator/user'

/**
 * Who holds this phone: `?user=` of the page's address, or a random id kept in the browser, so that two addresses can be
 * two people.
 */
export function phoneUser(): string {
  const given = new URLSearchParams(location.search).get('user')
  if (given) return given
  const kept = localStorage.getItem(USER_KEY)
  if (kept) return kept
  const made = `user-${crypto.randomUUID().slice(0, 8)}`
  localStorage.setItem(USER_KEY, made)
  return made
}

/** Asks the stand-in for WeChat's servers. @throws ApiFailure if there is none, or it does not answer well */
async function ask(wechatUrl: string, what: 'code' | 'profile', body: object): Promise<Fields> {
  if (!wechatUrl) throw new ApiFailure('the simulator was built without wechatUrl, so nobody can answer for WeChat')
  const address = `${wechatUrl.replace(/\/$/, '')}/${what}`
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch((error: unknown) => {
    throw new ApiFailure(`${address} does not answer: ${error instanceof Error ? error.message : error}`)
  })
  const answer: unknown = await response.json().catch(() => undefined)
  if (!response.ok || !isFields(answer)) throw new ApiFailure(`${address} answered ${response.status}`)
  return answer
}

/** `wx.login` and `wx.getUserProfile`, answered by the stand-in for WeChat at `wechatUrl`. */
export function loginApi(appId: string, wechatUrl: string, user: string) {
  const who = { appid: appId, user }
  return allAsynchronous({
    async login() {
      const { code } = await ask(wechatUrl, 'code', who)
      return { code }
    },
    async getUserProfile({ desc }) {
      if (typeof desc !== 'string' || desc === '') throw new ApiFailure('desc is required')
      const { userInfo, rawData, signature, encryptedData, iv } = await ask(wechatUrl, 'profile', who)
      return { userInfo, rawData, signature, encryptedData, iv }
    },
    checkSession() {},
    getPrivacySetting: () => ({ needAuthorization: false, privacyContractName: '' }),
    requirePrivacyAuthorize() {},
  })
}
