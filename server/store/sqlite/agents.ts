import type { AgentStatus } from '@ccc-store/core/protocol'
import { capacityOf } from '@ccc-store/core/routing'
import type { Agents, Candidate } from '../ports/accounts'
import type { SkillGroup } from '../ports/apps'
import type { Sql } from './sql'

// the phases as literals: with parameters SQLite could not use the index that holds these alone
const LOAD = `(select count(*) from sessions where agent_id = account.account_id and phase in ('ringing', 'serving'))`

type Places = Pick<SkillGroup, 'kind' | 'capacity'>

export class SqliteAgents implements Agents {
  constructor(
    private readonly sql: Sql,
    private readonly now: number,
  ) {}

  async status(agentId: string): Promise<AgentStatus> {
    const text = 'select status from accounts where account_id = ?'
    return this.sql.one<{ status: AgentStatus }>(text, agentId)?.status ?? 'offline'
  }

  async candidates(skillGroupId: string): Promise<Candidate[]> {
    const rows = this.sql.all<{ agentId: string; idleSince: number; load: number } & Places>(
      `select account.account_id as agentId, account.idle_since as idleSince, skill_group.kind, skill_group.capacity,
        ${LOAD} as load
        from skill_group_members as member
        join accounts as account using (account_id) join skill_groups as skill_group using (skill_group_id)
        where member.skill_group_id = ? and account.status = 'online'`,
      skillGroupId,
    )
    return rows.map(({ kind, capacity, ...agent }) => ({ ...agent, capacity: capacityOf({ kind, capacity }) }))
  }

  async hasFreePlace(agentId: string, skillGroupId: string): Promise<boolean> {
    const row = this.sql.one<{ load: number } & Places>(
      `select skill_group.kind, skill_group.capacity, ${LOAD} as load
        from skill_groups as skill_group, accounts as account
        where skill_group.skill_group_id = ? and account.account_id = ?`,
      skillGroupId,
      agentId,
    )
    return row !== undefined && row.load < capacityOf(row)
  }

  async skillGroups(agentId: string): Promise<{ skillGroupId: string; name: string }[]> {
    return this.sql.all(
      `select skill_group_id as skillGroupId, name from skill_group_members join skill_groups using (skill_group_id)
        where account_id = ? order by name`,
      agentId,
    )
  }

  async online(): Promise<string[]> {
    const text = `select account_id as id from accounts where role = 'agent' and status = 'online'`
    return this.sql.all<{ id: string }>(text).map(({ id }) => id)
  }

  async setStatus(agentId: string, status: AgentStatus, from?: AgentStatus): Promise<void> {
    this.sql.run(
      `update accounts set status = ?1, idle_since = iif(?1 = 'online', ?2, idle_since)
        where account_id = ?3 and iif(?4 is null, status <> ?1, status = ?4)`,
      status,
      this.now,
      agentId,
      from ?? null,
    )
  }

  async markIdle(agentId: string): Promise<void> {
    this.sql.run('update accounts set idle_since = ? where account_id = ?', this.now, agentId)
  }
}
