import { createHmac, timingSafeEqual } from 'node:crypto'
import { CccError } from '@ccc-store/core/protocol'
import { SHOP_SIGNATURE_SECONDS } from '../../config/policy'
import type { Tx } from '../../store/store'

type Told = Readonly<Record<string, string | undefined>>

/**
 * How a shop's own back end vouches for a card or for attributes: `<unix seconds>.<hex HMAC-SHA256>` over
 * `sdkAppId\nopenid\ncard or attributes\nJSON\nunix seconds` with the call centre's signing secret. The JSON has its
 * names in the order of their code units and no white space.
 * @param unixSeconds when it was signed
 */
export function signTold(
  secret: string,
  about: { sdkAppId: number; openid: string; what: 'card' | 'attributes' },
  told: Told,
  unixSeconds: number,
): string {
  const { sdkAppId, openid, what } = about
  const text = [sdkAppId, openid, what, canonicalJson(told), unixSeconds].join('\n')
  return `${unixSeconds}.${createHmac('sha256', secret).update(text).digest('hex')}`
}

/**
 * Whether the shop vouches for what a customer's phone brings. A signature that has expired, as after hours without a
 * network, vouches for nothing, and what it came with counts as the customer's own word.
 * @throws CccError SHOP_SIGNATURE_INVALID when it is not the shop's, or for something or somebody else
 */
export async function isVouchedFor(
  tx: Tx,
  conversationId: string,
  what: 'card' | 'attributes',
  told: Told,
  signature: string | undefined,
): Promise<boolean> {
  if (signature === undefined) return false
  const { sdkAppId, customerId } = await tx.conversations.get(conversationId)
  const secret = (await tx.apps.find(sdkAppId))?.openidSecret
  const openid = await tx.customers.subject(customerId, 'miniprogram')
  if (secret === undefined || openid === undefined) throw new CccError('SHOP_SIGNATURE_INVALID')
  const unixSeconds = Number(/^(\d{1,12})\.[0-9a-f]{64}$/.exec(signature)?.[1] ?? Number.NaN)
  const right = Buffer.from(signTold(secret, { sdkAppId, openid, what }, told, unixSeconds))
  const given = Buffer.from(signature)
  if (right.length !== given.length || !timingSafeEqual(right, given)) throw new CccError('SHOP_SIGNATURE_INVALID')
  return Math.abs(tx.now / 1_000 - unixSeconds) <= SHOP_SIGNATURE_SECONDS
}

/** Written by hand, because an object would put names that are numbers first, whatever their order was. */
const canonicalJson = (told: Told): string => {
  const fields = Object.entries(told)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
  return `{${fields.join(',')}}`
}
