import type { Attributes } from '@ccc-store/core/protocol'
import type { BlockedCustomer, Customer, Customers, Identity } from '../ports/customers'
import type { Sql } from './sql'

interface Row {
  customerId: string
  sdkAppId: number
  name: string | null
  avatarUrl: string | null
  blockedAt: number | null
}

const CUSTOMER = `
  select customer.customer_id as customerId, customer.sdk_app_id as sdkAppId, name, avatar_url as avatarUrl,
    blocked_at as blockedAt
  from customers as customer`

const ADD_IDENTITY = `
  insert into identities (sdk_app_id, kind, subject, customer_id) values (?, ?, ?, ?) on conflict do nothing`

export class SqliteCustomers implements Customers {
  constructor(
    private readonly sql: Sql,
    private readonly now: number,
  ) {}

  async find(customerId: string): Promise<Customer | undefined> {
    return toCustomer(this.sql.one(`${CUSTOMER} where customer_id = ?`, customerId))
  }

  async findByIdentity(sdkAppId: number, { kind, subject }: Identity): Promise<Customer | undefined> {
    const text = `${CUSTOMER} join identities as identity using (customer_id)
      where identity.sdk_app_id = ? and kind = ? and subject = ?`
    return toCustomer(this.sql.one(text, sdkAppId, kind, subject))
  }

  async subject(customerId: string, kind: Identity['kind']): Promise<string | undefined> {
    const text = 'select subject from identities where customer_id = ? and kind = ? order by rowid limit 1'
    return this.sql.one<{ subject: string }>(text, customerId, kind)?.subject
  }

  async conversationOf(customerId: string): Promise<string | undefined> {
    return this.sql.one<{ id: string }>(
      'select conversation_id as id from conversations where customer_id = ?',
      customerId,
    )?.id
  }

  async blocked(sdkAppId: number): Promise<BlockedCustomer[]> {
    return this.sql.all(
      `select customer_id as customerId, name, blocked_at as blockedAt,
        coalesce((select subject from identities as identity
          where identity.customer_id = customer.customer_id and kind = 'miniprogram' limit 1), '') as openid
        from customers as customer
        where sdk_app_id = ? and blocked_at is not null order by blocked_at desc limit 1000`,
      sdkAppId,
    )
  }

  async add(
    { customerId, sdkAppId, name, avatarUrl, isBlocked }: Customer,
    identities: readonly Identity[],
    { conversationId, epoch }: { conversationId: string; epoch: string },
  ): Promise<void> {
    this.sql.run(
      `insert into customers (customer_id, sdk_app_id, name, avatar_url, created_at, blocked_at)
        values (?, ?, ?, ?, ?, ?)`,
      customerId,
      sdkAppId,
      name,
      avatarUrl,
      this.now,
      isBlocked ? this.now : null,
    )
    this.addIdentities(sdkAppId, customerId, identities)
    this.sql.run(
      `insert into conversations (number, conversation_id, sdk_app_id, customer_id, epoch, head)
        values ((select coalesce(max(number), 0) + 1 from conversations), ?, ?, ?, ?, 0)`,
      conversationId,
      sdkAppId,
      customerId,
      epoch,
    )
  }

  async update(
    customerId: string,
    { name, avatarUrl }: Pick<Customer, 'name' | 'avatarUrl'>,
    identities: readonly Identity[],
  ): Promise<void> {
    const text = 'update customers set name = ?, avatar_url = ? where customer_id = ? returning sdk_app_id as sdkAppId'
    const row = this.sql.one<{ sdkAppId: number }>(text, name, avatarUrl, customerId)
    if (row) this.addIdentities(row.sdkAppId, customerId, identities)
  }

  async setAttributes(customerId: string, attributes: Attributes, isVerified: boolean): Promise<void> {
    const text = 'update customers set attributes_json = ?, attributes_verified = ? where customer_id = ?'
    this.sql.run(text, JSON.stringify(attributes), isVerified ? 1 : 0, customerId)
  }

  async setBlocked(sdkAppId: number, customerId: string, isBlocked: boolean): Promise<boolean> {
    const text = 'update customers set blocked_at = ? where customer_id = ? and sdk_app_id = ? returning customer_id'
    return this.sql.one(text, isBlocked ? this.now : null, customerId, sdkAppId) !== undefined
  }

  private addIdentities(sdkAppId: number, customerId: string, identities: readonly Identity[]): void {
    for (const { kind, subject } of identities) this.sql.run(ADD_IDENTITY, sdkAppId, kind, subject, customerId)
  }
}

const toCustomer = (row: Row | undefined): Customer | undefined => {
  if (!row) return undefined
  const { blockedAt, ...customer } = row
  return { ...customer, isBlocked: blockedAt !== null }
}
