import type { Attributes } from '@ccc-store/core/protocol'
import { topics } from '../../bus/bus'
import type { Tx } from '../../store/store'
import type { CustomerIdentity } from '../accounts/authenticate'
import { isVouchedFor } from '../customers/shop-signature'

/** What the host mini-program tells the agents about its user; in place of what it told before. @throws CccError SHOP_SIGNATURE_INVALID */
export async function setAttributes(
  tx: Tx,
  { customerId, conversationId }: CustomerIdentity,
  attributes: Attributes,
  signature: string | undefined,
): Promise<void> {
  const isVouched = await isVouchedFor(tx, conversationId, 'attributes', attributes, signature)
  await tx.customers.setAttributes(customerId, attributes, isVouched)
  tx.hint(topics.customer(conversationId))
}
