import type { Desk, DeskSession } from '@ccc-store/core/protocol'
import { type Kysely, sql } from 'kysely'
import { lastSeq, type SessionLog } from '../store/sessions'
import type { QueueReads, Store, View } from '../store/store'
import type { Tables } from '../store/tables'
import type { AgentIdentity } from './authenticate'
import { readLeftMessages } from './left-messages'

export interface DeskView {
  desk: Desk
  logs: ReadonlyMap<string, SessionLog>
}

/**
 * An agent's desk as of one moment: the sessions that ring for or are served by the agent, and of the `shown` ones
 * those the agent has served to their end.
 */
export function deskView(store: Store, agent: AgentIdentity, shown: readonly string[]): Promise<DeskView> {
  return store.read(async (view) => {
    const { db } = view
    const account = await db
      .selectFrom('accounts')
      .select(['name', 'staff_no', 'status'])
      .where('account_id', '=', agent.agentId)
      .executeTakeFirstOrThrow()
    const sessions = await readSessions(db, agent, shown)
    const leftMessages = await readLeftMessages(db, agent.agentId)
    return {
      desk: {
        agent: { agentId: agent.agentId, name: account.name, staffNo: account.staff_no ?? '' },
        status: account.status,
        sessions: sessions.map(({ session }) => session),
        queues: await readQueues(view, agent.agentId),
        leftMessages,
      },
      logs: new Map(sessions.map(({ session, log }) => [session.sessionId, log])),
    }
  })
}

async function readSessions(db: Kysely<Tables>, agent: AgentIdentity, shown: readonly string[]) {
  const rows = await db
    .selectFrom('sessions as session')
    .innerJoin('conversations as conversation', 'conversation.conversation_id', 'session.conversation_id')
    .innerJoin('customers as customer', 'customer.customer_id', 'conversation.customer_id')
    .leftJoin('skill_groups as team', 'team.skill_group_id', 'session.skill_group_id')
    .leftJoin('timers as ring', (join) =>
      join.onRef('ring.session_id', '=', 'session.session_id').on('ring.kind', '=', 'ring'),
    )
    .select(['session.session_id', 'session.conversation_id', 'session.phase', 'session.started_at'])
    .select(['session.first_seq', lastSeq, 'session.close_reason', 'session.rating'])
    .select(['conversation.customer_read_seq', 'customer.attributes_json', 'session.attributes_json as then_json'])
    .select(['customer.attributes_verified', 'session.attributes_verified as then_verified'])
    .select(['customer.customer_id', 'customer.name', 'customer.avatar_url', 'team.name as team_name', 'ring.due_at'])
    .where('session.agent_id', '=', agent.agentId)
    .where(
      'session.session_id',
      'in',
      sql<string>`(
        select session_id from sessions where agent_id = ${agent.agentId} and phase in ('ringing', 'serving')
        union all select value from json_each(${JSON.stringify(shown)})
      )`,
    )
    .orderBy('session.started_at')
    .orderBy(sql`session.rowid`)
    .execute()
  return rows.map((row) => {
    const phase = row.phase === 'ringing' || row.phase === 'serving' ? row.phase : 'closed'
    // what came after the end may be of a session with a colleague
    const [attributes, verified] =
      phase === 'closed' ? [row.then_json, row.then_verified] : [row.attributes_json, row.attributes_verified]
    const session: DeskSession = {
      sessionId: row.session_id,
      phase,
      customer: {
        customerId: row.customer_id,
        name: row.name ?? '',
        ...(row.avatar_url !== null && { avatarUrl: row.avatar_url }),
        ...(attributes !== null && { attributes: JSON.parse(attributes) }),
        ...(attributes !== null && verified === 1 && { attributesVerified: true }),
      },
      skillGroupName: row.team_name ?? '',
      startedAt: row.started_at,
      ...(row.due_at !== null && { ringUntil: row.due_at }),
      ...(row.close_reason !== null && { closeReason: row.close_reason }),
      readByCustomer: Math.min(row.customer_read_seq, row.last_seq),
      rating: row.rating,
    }
    const log: SessionLog = { conversationId: row.conversation_id, firstSeq: row.first_seq, lastSeq: row.last_seq }
    return { session, log }
  })
}

async function readQueues({ db, queue }: View, agentId: string): Promise<Desk['queues']> {
  const rows = await db
    .selectFrom('skill_group_members as member')
    .innerJoin('skill_groups as team', 'team.skill_group_id', 'member.skill_group_id')
    .select(['team.skill_group_id', 'team.name'])
    .where('member.account_id', '=', agentId)
    .orderBy('team.name')
    .execute()
  return withCounts(
    queue,
    rows.map((row) => ({ skillGroupId: row.skill_group_id, name: row.name, waiting: 0 })),
  )
}

/** The same desk, with as many waiting as there are now. */
export async function withQueuesNow(store: Store, desk: Desk): Promise<Desk> {
  return store.read(async ({ queue }) => ({ ...desk, queues: await withCounts(queue, desk.queues) }))
}

const withCounts = (queue: QueueReads, queues: Desk['queues']): Promise<Desk['queues']> =>
  Promise.all(queues.map(async (one) => ({ ...one, waiting: await queue.queued(one.skillGroupId) })))
