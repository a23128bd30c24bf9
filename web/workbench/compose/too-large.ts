import { ERRORS, MAX_FILE_BYTES, type WireError } from '@ccc-store/core/protocol'

/** Said without asking the call centre, which would say the same after having taken the whole file. */
export function tooLarge(): WireError {
  const limit = String(MAX_FILE_BYTES.file / 1_024 / 1_024)
  const { zh, en } = ERRORS.FILE_TOO_LARGE
  return { code: 'FILE_TOO_LARGE', zh: zh.replace('{limit}', limit), en: en.replace('{limit}', limit) }
}
