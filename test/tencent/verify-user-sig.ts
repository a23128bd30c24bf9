import { createHmac } from 'node:crypto'
import { inflateSync } from 'node:zlib'

/**
 * Whether a UserSig is one for this account, as Tencent's documentation says how to make it: HMAC-SHA256 over
 * identifier, app, time and lifetime, in JSON, deflated, base64 with `*`, `-`, `_` for `+`, `/`, `=`.
 */
export function verifyUserSig(
  userSig: string,
  { sdkAppId, secretKey, userId }: { sdkAppId: number; secretKey: string; userId: string },
): boolean {
  try {
    const base64 = userSig.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '=')
    const doc = JSON.parse(inflateSync(Buffer.from(base64, 'base64')).toString())
    const time = Number(doc['TLS.time'])
    const expire = Number(doc['TLS.expire'])
    const lines = [`TLS.identifier:${userId}`, `TLS.sdkappid:${sdkAppId}`, `TLS.time:${time}`, `TLS.expire:${expire}`]
    const right = createHmac('sha256', secretKey)
      .update(lines.map((line) => `${line}\n`).join(''))
      .digest('base64')
    return doc['TLS.sig'] === right && time + expire > Date.now() / 1_000
  } catch {
    return false
  }
}
