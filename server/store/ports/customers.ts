import type { Attributes } from '@ccc-store/core/protocol'

/** How somebody is known: a proven name of a customer. */
export interface Identity {
  kind: 'miniprogram' | 'unionid'
  /** the openid, the unionid */
  subject: string
}

export interface Customer {
  customerId: string
  sdkAppId: number
  name: string | null
  avatarUrl: string | null
  isBlocked: boolean
}

/** What is shown of a customer when agents or administrators look. */
export interface BlockedCustomer {
  customerId: string
  name: string | null
  /** of the mini-program; empty when they came another way */
  openid: string
  blockedAt: number
}

export interface CustomerReads {
  find(customerId: string): Promise<Customer | undefined>
  findByIdentity(sdkAppId: number, identity: Identity): Promise<Customer | undefined>
  /** The name that they have by an identity of this kind. */
  subject(customerId: string, kind: Identity['kind']): Promise<string | undefined>
  conversationOf(customerId: string): Promise<string | undefined>
  /** Newest first, at most 1,000. */
  blocked(sdkAppId: number): Promise<BlockedCustomer[]>
}

export interface Customers extends CustomerReads {
  /** A new customer, with an empty conversation. */
  add(
    customer: Customer,
    identities: readonly Identity[],
    conversation: { conversationId: string; epoch: string },
  ): Promise<void>
  /** @param identities are added to those that are known; one that is somebody else's stays theirs */
  update(
    customerId: string,
    profile: Pick<Customer, 'name' | 'avatarUrl'>,
    identities: readonly Identity[],
  ): Promise<void>
  /** What the host mini-program tells about them, in place of what it told before. */
  setAttributes(customerId: string, attributes: Attributes, isVerified: boolean): Promise<void>
  /** @returns false if the app has no such customer */
  setBlocked(sdkAppId: number, customerId: string, isBlocked: boolean): Promise<boolean>
}
