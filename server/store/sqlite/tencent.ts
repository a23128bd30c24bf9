import type { TencentDelivery, TencentMessage, TencentTables } from '../ports/tencent'
import type { Sql } from './sql'

const DELIVERY = `
  select conversation_id as conversationId, user_id as userId, ivr_id as ivrId, cursor, seen_at as seenAt
  from tencent_deliveries`

const MESSAGE = 'select msg_key as msgKey, conversation_id as conversationId, seq, sender from tencent_messages'

/** Conversations that are woken at once. */
const MAX_UNDELIVERED = 1_000

export class SqliteTencent implements TencentTables {
  constructor(
    private readonly sql: Sql,
    private readonly now: number,
  ) {}

  async delivery(by: { conversationId: string } | { userId: string }): Promise<TencentDelivery | undefined> {
    return 'userId' in by
      ? this.sql.one(`${DELIVERY} where user_id = ?`, by.userId)
      : this.sql.one(`${DELIVERY} where conversation_id = ?`, by.conversationId)
  }

  async seenSince(since: number): Promise<string[]> {
    const text = 'select conversation_id as id from tencent_deliveries where seen_at > ?'
    return this.sql.all<{ id: string }>(text, since).map(({ id }) => id)
  }

  async undelivered(since: number): Promise<string[]> {
    const text = `select conversation_id as id from tencent_deliveries join conversations using (conversation_id)
      where seen_at > ? and cursor < head limit ${MAX_UNDELIVERED}`
    return this.sql.all<{ id: string }>(text, since).map(({ id }) => id)
  }

  async message(by: { msgKey: string } | { conversationId: string; seq: number }): Promise<TencentMessage | undefined> {
    return 'msgKey' in by
      ? this.sql.one(`${MESSAGE} where msg_key = ?`, by.msgKey)
      : this.sql.one(`${MESSAGE} where conversation_id = ? and seq = ?`, by.conversationId, by.seq)
  }

  async setDelivery({ conversationId, userId, ivrId, cursor, seenAt }: TencentDelivery): Promise<void> {
    this.sql.run(
      `insert into tencent_deliveries (conversation_id, user_id, ivr_id, cursor, seen_at) values (?, ?, ?, ?, ?)
        on conflict (conversation_id) do update
        set ivr_id = excluded.ivr_id, cursor = excluded.cursor, seen_at = excluded.seen_at`,
      conversationId,
      userId,
      ivrId,
      cursor,
      seenAt,
    )
  }

  async advance(conversationId: string, cursor: number): Promise<void> {
    const text = 'update tencent_deliveries set cursor = ?1 where conversation_id = ?2 and cursor < ?1'
    this.sql.run(text, cursor, conversationId)
  }

  async markSeen(conversationId: string): Promise<void> {
    this.sql.run('update tencent_deliveries set seen_at = ? where conversation_id = ?', this.now, conversationId)
  }

  async rememberMessage({ msgKey, conversationId, seq, sender }: TencentMessage): Promise<void> {
    this.sql.run(
      `insert into tencent_messages (msg_key, conversation_id, seq, sender, created_at) values (?, ?, ?, ?, ?)
        on conflict (msg_key) do nothing`,
      msgKey,
      conversationId,
      seq,
      sender,
      this.now,
    )
  }

  async forgetMessages(before: number): Promise<void> {
    this.sql.run('delete from tencent_messages where created_at < ?', before)
  }
}
