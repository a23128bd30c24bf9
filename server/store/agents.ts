import type { AgentStatus } from '@ccc-store/core/protocol'
import type { Candidate } from '@ccc-store/core/routing'
import { capacityOf } from '@ccc-store/core/routing'
import { type Kysely, sql } from 'kysely'
import { topics } from '../bus/bus'
import type { Tx } from './store'
import type { Tables } from './tables'

// as literals: with parameters SQLite could not use the index that holds these phases alone
const IS_ACTIVE = sql<boolean>`sessions.phase in ('ringing', 'serving')`

/** The online agents of a skill group with their load, counted where sessions are claimed (P5). */
export async function onlineCandidates(db: Kysely<Tables>, skillGroupId: string): Promise<Candidate[]> {
  const rows = await db
    .selectFrom('skill_group_members as member')
    .innerJoin('accounts as account', 'account.account_id', 'member.account_id')
    .innerJoin('skill_groups as team', 'team.skill_group_id', 'member.skill_group_id')
    .select(['account.account_id', 'account.idle_since', 'team.kind', 'team.capacity'])
    .select((e) =>
      e
        .selectFrom('sessions')
        .select((s) => s.fn.countAll<number>().as('count'))
        .whereRef('sessions.agent_id', '=', 'account.account_id')
        .where(IS_ACTIVE)
        .as('load'),
    )
    .where('member.skill_group_id', '=', skillGroupId)
    .where('account.status', '=', 'online')
    .execute()
  return rows.map((row) => ({
    agentId: row.account_id,
    load: row.load ?? 0,
    capacity: capacityOf(row),
    idleSince: row.idle_since,
  }))
}

/** Whether an agent may take one more session of a skill group, online or not (P5). */
export async function hasFreePlace(db: Kysely<Tables>, agentId: string, skillGroupId: string): Promise<boolean> {
  const team = await db
    .selectFrom('skill_groups')
    .select(['kind', 'capacity'])
    .where('skill_group_id', '=', skillGroupId)
    .executeTakeFirst()
  const { load } = await db
    .selectFrom('sessions')
    .select((s) => s.fn.countAll<number>().as('load'))
    .where('agent_id', '=', agentId)
    .where(IS_ACTIVE)
    .executeTakeFirstOrThrow()
  return team !== undefined && load < capacityOf(team)
}

export async function skillGroupsOf(db: Kysely<Tables>, agentId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('skill_group_members')
    .select('skill_group_id')
    .where('account_id', '=', agentId)
    .execute()
  return rows.map((row) => row.skill_group_id)
}

/** @param from changes the status only if this is the present one */
export async function setAgentStatus(tx: Tx, agentId: string, status: AgentStatus, from?: AgentStatus): Promise<void> {
  await tx.db
    .updateTable('accounts')
    .set({ status, ...(status === 'online' && { idle_since: tx.now }) })
    .where('account_id', '=', agentId)
    .where('status', from === undefined ? '<>' : '=', from ?? status)
    .execute()
  tx.hint(topics.agent(agentId))
}

/** From now on the agent counts as idle. */
export async function markIdle(tx: Tx, agentId: string): Promise<void> {
  await tx.db.updateTable('accounts').set({ idle_since: tx.now }).where('account_id', '=', agentId).execute()
}
