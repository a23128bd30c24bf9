import { type FileKind, MAX_FILE_BYTES, type WireError } from '@ccc-store/core/protocol'

const MEGABYTE = 1_024 * 1_024

/** What the SDK itself has to say, beside the errors of the call centre. */
const sdkError = (code: string, zh: string, en: string, retry = false): WireError => ({ code, zh, en, retry })

/** The file was taken from the phone before it could be sent. */
export const FILE_GONE = sdkError('FILE_GONE', '文件已不在手机上，请重新选择。', 'It is gone. Choose it again.')

/** The address of the call centre is not on the mini-program's list for uploads. */
export const UPLOAD_FORBIDDEN = sdkError(
  'UPLOAD_FORBIDDEN',
  '小程序尚未开通文件上传，请联系商家。',
  'No files can be uploaded here yet. Tell the business.',
)

/** Nobody answered. */
export const NETWORK = sdkError('NETWORK', '网络不可用，请稍后重试。', 'No network. Try again later.', true)

/** The answer is none of the protocol. */
export const BAD_RESPONSE = sdkError(
  'BAD_RESPONSE',
  '应答无法识别，请稍后重试。',
  'Not understood. Try again later.',
  true,
)

/** Said before anything is uploaded, in the words of the server. */
export function tooLarge(kind: FileKind): WireError {
  const limit = MAX_FILE_BYTES[kind] / MEGABYTE
  return sdkError('FILE_TOO_LARGE', `文件不能超过 ${limit} MB。`, `At most ${limit} MB.`)
}

/** Said to the mini-program, not to its customer. `field` is as the mini-program writes it: `card.title`. */
export const notTaken = (field: string): WireError =>
  sdkError('REQUEST_INVALID', `${field} 缺失或不合要求，未发送。`, `${field} is missing or wrong; nothing was sent.`)

/** Said on pages that still show the chat. */
export const LOGGED_OUT = sdkError('LOGGED_OUT', '您已退出登录。', 'You are logged out.')
