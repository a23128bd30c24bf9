import type { SessionPhase } from '@ccc-store/core/session'
import type { AgentSession, SessionLog } from '../ports/conversations'
import type { Sql } from './sql'

/** The stretch of a session that is open reaches to the head of the log; its row is not written for words alone. */
const LAST_SEQ = `iif(session.phase = 'closed', session.last_seq, conversation.head)`

interface Row extends Omit<AgentSession, 'customer' | 'attributes' | 'attributesVerified'> {
  customerId: string
  name: string | null
  avatarUrl: string | null
  attributesJson: string | null
  attributesVerified: number
}

/** What is asked of sessions past their conversations. */
export class AgentSessions {
  constructor(private readonly sql: Sql) {}

  servedLog(agentId: string, sessionId: string): (SessionLog & { phase: SessionPhase }) | undefined {
    return this.sql.one(
      `select session.conversation_id as conversationId, first_seq as firstSeq, ${LAST_SEQ} as lastSeq, phase
        from sessions as session join conversations as conversation using (conversation_id)
        where session_id = ? and agent_id = ?`,
      sessionId,
      agentId,
    )
  }

  hasServedSince(agentId: string, sessionId: string): boolean {
    const text = `select 1 from sessions as session join sessions as served using (conversation_id)
      where session.session_id = ? and served.agent_id = ? and served.first_seq >= session.first_seq limit 1`
    return this.sql.one(text, sessionId, agentId) !== undefined
  }

  serviceTimes(skillGroupId: string, since: number, limit: number): number[] {
    const text = `select closed_at - joined_at as took from sessions
      where skill_group_id = ? and joined_at is not null and closed_at is not null and closed_at >= ?
      order by closed_at desc limit ?`
    return this.sql.all<{ took: number }>(text, skillGroupId, since, limit).map(({ took }) => took)
  }

  /** Of a closed session, the attributes are those of its end: what came after may be of a session with a colleague. */
  ofAgent(agentId: string, shown: readonly string[]): AgentSession[] {
    const rows = this.sql.all<Row>(
      `select session.session_id as sessionId, session.conversation_id as conversationId, phase,
        started_at as startedAt, first_seq as firstSeq, ${LAST_SEQ} as lastSeq, close_reason as closeReason, rating,
        ring.due_at as ringUntil, skill_group.name as skillGroupName, customer_read_seq as customerReadSeq,
        customer.customer_id as customerId, customer.name, avatar_url as avatarUrl,
        iif(phase = 'closed', session.attributes_json, customer.attributes_json) as attributesJson,
        iif(phase = 'closed', session.attributes_verified, customer.attributes_verified) as attributesVerified
        from sessions as session
        join conversations as conversation using (conversation_id)
        join customers as customer using (customer_id)
        left join skill_groups as skill_group using (skill_group_id)
        left join timers as ring on ring.session_id = session.session_id and ring.kind = 'ring'
        where agent_id = ?1 and session.session_id in (
          select session_id from sessions where agent_id = ?1 and phase in ('ringing', 'serving')
          union all select value from json_each(?2)
        )
        order by started_at, session.rowid`,
      agentId,
      JSON.stringify(shown),
    )
    return rows.map(({ customerId, name, avatarUrl, attributesJson, attributesVerified, ...session }) => ({
      ...session,
      customer: { customerId, name, avatarUrl },
      attributes: attributesJson === null ? null : JSON.parse(attributesJson),
      attributesVerified: attributesVerified === 1,
    }))
  }
}
