import { createHmac, timingSafeEqual } from 'node:crypto'
import { CccError } from '@ccc-store/core/protocol'

export const SIGNATURE_MAX_AGE_SECONDS = 300

/**
 * How a team's own back end vouches for an openid: `<unix seconds>.<hex HMAC-SHA256>` over
 * `sdkAppId\nopenid\nunix seconds` with the call centre's signing secret.
 * @param unixSeconds when it was signed
 */
export function signOpenid(secret: string, sdkAppId: number, openid: string, unixSeconds: number): string {
  const mac = createHmac('sha256', secret).update(`${sdkAppId}\n${openid}\n${unixSeconds}`).digest('hex')
  return `${unixSeconds}.${mac}`
}

/**
 * @param now ms since 1970
 * @throws CccError OPENID_SIGNATURE_INVALID, OPENID_SIGNATURE_STALE
 */
export function verifyOpenidSignature(
  secret: string,
  sdkAppId: number,
  openid: string,
  signature: string,
  now: number,
): void {
  const unixSeconds = Number(/^(\d{1,12})\.[0-9a-f]{64}$/.exec(signature)?.[1] ?? Number.NaN)
  if (Number.isNaN(unixSeconds)) throw new CccError('OPENID_SIGNATURE_INVALID')
  const expected = Buffer.from(signOpenid(secret, sdkAppId, openid, unixSeconds))
  const given = Buffer.from(signature)
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
    throw new CccError('OPENID_SIGNATURE_INVALID')
  }
  if (Math.abs(now / 1_000 - unixSeconds) > SIGNATURE_MAX_AGE_SECONDS) {
    throw new CccError('OPENID_SIGNATURE_STALE', { seconds: SIGNATURE_MAX_AGE_SECONDS })
  }
}
