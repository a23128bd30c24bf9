import { createHash, timingSafeEqual } from 'node:crypto'
import { CccError } from '@ccc-store/core/protocol'
import type { TencentOptions } from './tencent-options'

/** Tencent's own rule: a callback older than this is not to be believed. */
const FRESH_SECONDS = 60

/** What the address of a callback carries. */
export interface CallbackQuery {
  SdkAppid?: string
  RequestTime?: string
  Sign?: string
  OptPlatform?: string
}

/**
 * Whether a callback is Tencent's: Sign = SHA-256(token + RequestTime), hex; not older than a minute; of our app.
 * @param now ms since 1970
 * @throws CccError TENCENT_CALLBACK_REFUSED
 */
export function checkCallback(
  { SdkAppid, RequestTime = '', Sign = '' }: CallbackQuery,
  { sdkAppId, callbackToken }: Pick<TencentOptions, 'sdkAppId' | 'callbackToken'>,
  now: number,
): void {
  const right = createHash('sha256')
    .update(callbackToken + RequestTime)
    .digest()
  const given = Buffer.from(Sign, 'hex')
  if (given.length !== right.length || !timingSafeEqual(given, right)) throw refused('Sign')
  const age = Math.abs(now / 1_000 - Number(RequestTime))
  if (!/^\d+$/.test(RequestTime) || age > FRESH_SECONDS) throw refused('RequestTime')
  if (SdkAppid !== String(sdkAppId)) throw refused('SdkAppid')
}

const refused = (detail: string) => new CccError('TENCENT_CALLBACK_REFUSED', { detail })
