import type { WireError } from '@ccc-store/core/protocol'

/** The account was logged in somewhere else, or logged out by an administrator. */
export const KICKED_OUT: WireError = {
  code: 'KICKED_OUT',
  zh: '您的账号已在其他设备上打开客服，点击重试可在此处继续。',
  en: 'The chat was opened on another device. Tap retry to go on here.',
}

/** Tencent will not carry this message, however often it is sent. */
export const refusedByTencent = (code: number): WireError => ({
  code: 'TENCENT_REFUSED',
  zh: `消息未能发出（腾讯云即时通信错误 ${code}）。请修改后重试。`,
  en: `The message was not taken (Tencent Cloud Chat error ${code}). Change it and try again.`,
})
