import type { WireError } from './wire-error'

/** Why a login failed; the texts say what to do about it. */
export interface LoginError extends Error {
  code: string
  zh: string
  en: string
  /** the same may succeed later */
  retry?: boolean
}

/** What the SDK itself has to say, beside the errors of the server: `[zh, en]`. */
const TEXTS = {
  NETWORK: ['无法连接客服，请检查网络后重试。', 'Customer service cannot be reached. Check the network.'],
  WX_LOGIN_FAILED: ['微信登录失败，请重试。', 'WeChat login failed. Try again.'],
  BAD_RESPONSE: [
    '应答无法识别，请检查 ccc-config.js 中的 serverUrl。',
    'The answer is not understood. Check serverUrl in ccc-config.js.',
  ],
  CONFIG_INVALID: [
    'ccc-config.js 缺少有效的 sdkAppId 或 serverUrl。',
    'ccc-config.js has no valid sdkAppId or serverUrl.',
  ],
} as const

/** Builds an error of the SDK, or one around `{ code, zh, en }` from the server, in the phone's language. */
export function loginError(code: keyof typeof TEXTS | WireError): LoginError {
  const { language } = (wx.getAppBaseInfo || wx.getSystemInfoSync)()
  const wire =
    typeof code === 'string' ? { code, zh: TEXTS[code][0], en: TEXTS[code][1], retry: code !== 'CONFIG_INVALID' } : code
  return Object.assign(new Error(/^zh/.test(language) ? wire.zh : wire.en), wire)
}
