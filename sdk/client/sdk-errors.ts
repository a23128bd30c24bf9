import { type FileKind, MAX_FILE_BYTES, type WireError } from '@ccc-store/core/protocol'

const MEGABYTE = 1_024 * 1_024

/** The file was taken from the phone before it could be sent. */
export const FILE_GONE: WireError = {
  code: 'FILE_GONE',
  zh: '文件已不在手机上，请重新选择。',
  en: 'It is gone. Choose it again.',
}

/** The address of the call centre is not on the mini-program's list for uploads. */
export const UPLOAD_FORBIDDEN: WireError = {
  code: 'UPLOAD_FORBIDDEN',
  zh: '小程序尚未开通文件上传，请联系商家。',
  en: 'No files can be uploaded here yet. Tell the business.',
}

/** Nobody answered. */
export const NETWORK: WireError = {
  code: 'NETWORK',
  zh: '网络不可用，请稍后重试。',
  en: 'No network. Try again later.',
}

/** The answer is none of the protocol. */
export const BAD_RESPONSE: WireError = {
  code: 'BAD_RESPONSE',
  zh: '应答无法识别，请稍后重试。',
  en: 'Not understood. Try again later.',
}

/** Said before anything is uploaded, in the words of the server. */
export function tooLarge(kind: FileKind): WireError {
  const limit = MAX_FILE_BYTES[kind] / MEGABYTE
  return {
    code: 'FILE_TOO_LARGE',
    zh: `文件不能超过 ${limit} MB。`,
    en: `At most ${limit} MB.`,
  }
}

/** Said to the mini-program, not to its customer. `field` is as the mini-program writes it: `card.title`. */
export const notTaken = (field: string): WireError => ({
  code: 'REQUEST_INVALID',
  zh: `${field} 缺失或不合要求，未发送。`,
  en: `${field} is missing or wrong; nothing was sent.`,
})

/** Said on pages that still show the chat. */
export const LOGGED_OUT: WireError = { code: 'LOGGED_OUT', zh: '您已退出登录。', en: 'You are logged out.' }
