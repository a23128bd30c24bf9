import type { LeftMessage } from '@ccc-store/core/protocol'
import type { LeftMessages, LeftWords } from '../ports/left-messages'
import type { Sql } from './sql'

interface Row {
  sessionId: string
  at: number
  text: string
  contact: string | null
  skillGroupName: string | null
  customerId: string
  name: string | null
  avatarUrl: string | null
}

export class SqliteLeftMessages implements LeftMessages {
  constructor(
    private readonly sql: Sql,
    private readonly now: number,
  ) {}

  async find(sessionId: string): Promise<LeftWords | undefined> {
    const text = 'select text, contact from left_messages where session_id = ? and handled_at is null'
    const row = this.sql.one<{ text: string; contact: string | null }>(text, sessionId)
    return row && { text: row.text, ...(row.contact !== null && { contact: row.contact }) }
  }

  async ofAgent(agentId: string, limit: number): Promise<LeftMessage[]> {
    const rows = this.sql.all<Row>(
      `select left_message.session_id as sessionId, at, text, contact, skill_group.name as skillGroupName,
        customer.customer_id as customerId, customer.name, avatar_url as avatarUrl
        from left_messages as left_message
        join sessions as session using (session_id)
        join conversations as conversation on conversation.conversation_id = session.conversation_id
        join customers as customer on customer.customer_id = conversation.customer_id
        join skill_group_members as member on member.skill_group_id = left_message.skill_group_id
        left join skill_groups as skill_group on skill_group.skill_group_id = left_message.skill_group_id
        where member.account_id = ? and handled_at is null order by at limit ?`,
      agentId,
      limit,
    )
    return rows.map(({ customerId, name, avatarUrl, skillGroupName, contact, ...left }) => ({
      ...left,
      customer: { customerId, name: name ?? '', ...(avatarUrl !== null && { avatarUrl }) },
      skillGroupName: skillGroupName ?? '',
      ...(contact !== null && { contact }),
    }))
  }

  async keep(
    { sessionId, sdkAppId, skillGroupId }: { sessionId: string; sdkAppId: number; skillGroupId: string },
    { text, contact = null }: { text: string; contact?: string | null },
  ): Promise<boolean> {
    const kept = this.sql.one(
      `insert into left_messages (session_id, sdk_app_id, skill_group_id, at, text, contact) values (?, ?, ?, ?, ?, ?)
        on conflict (session_id) do update set text = excluded.text, contact = excluded.contact
        where handled_at is null returning session_id`,
      sessionId,
      sdkAppId,
      skillGroupId,
      this.now,
      text,
      contact,
    )
    return kept !== undefined
  }

  async take(sessionId: string, agent: { agentId: string; sdkAppId: number }): Promise<string | undefined> {
    const text = `update left_messages set handled_by = ?1, handled_at = ?2
      where session_id = ?3 and sdk_app_id = ?4 and handled_at is null
        and skill_group_id in (select skill_group_id from skill_group_members where account_id = ?1)
      returning skill_group_id as skillGroupId`
    const taken = this.sql.one<{ skillGroupId: string }>(text, agent.agentId, this.now, sessionId, agent.sdkAppId)
    return taken?.skillGroupId
  }
}
