import { CccError, type CustomerCommand, type LeftMessage } from '@ccc-store/core/protocol'
import type { Kysely } from 'kysely'
import { topics } from '../bus/bus'
import { hasFreePlace, skillGroupsOf } from '../store/agents'
import type { StoredSession, Tx } from '../store/store'
import type { Tables } from '../store/tables'
import type { AgentIdentity } from './authenticate'
import { conduct } from './conduct'
import { beginSession } from './open-session'

/** Left messages that a desk shows. */
const SHOWN = 100

/**
 * Keeps what a customer leaves because nobody was online, or instead of waiting, for the agents of the skill group that
 * was asked for. One that nobody has dealt with is changed.
 * @throws CccError MESSAGE_NOT_WANTED
 */
export async function leaveMessage(
  tx: Tx,
  stored: StoredSession,
  command: Extract<CustomerCommand, { t: 'leaveMessage' }>,
): Promise<number> {
  const { text, contact, id } = command
  const skillGroupId = stored.session.skillGroupId ?? ''
  const kept = await tx.db
    .insertInto('left_messages')
    .values({
      session_id: stored.sessionId,
      sdk_app_id: stored.sdkAppId,
      skill_group_id: skillGroupId,
      at: tx.now,
      text,
      contact: contact ?? null,
      handled_by: null,
      handled_at: null,
    })
    .onConflict((conflict) =>
      conflict
        .column('session_id')
        .doUpdateSet({ text, contact: contact ?? null })
        .where('left_messages.handled_at', 'is', null),
    )
    .returning('session_id')
    .executeTakeFirst()
  if (!kept) throw new CccError('MESSAGE_NOT_WANTED')
  tx.hint(topics.left(skillGroupId))
  const words = { text, ...(contact !== undefined && { contact }) }
  return conduct(tx, stored, { type: 'leaveMessage', ...words, clientId: id })
}

/** What a customer left with a session, while nobody has dealt with it. */
export async function findLeft(
  db: Kysely<Tables>,
  sessionId: string,
): Promise<{ text: string; contact?: string } | undefined> {
  const row = await db
    .selectFrom('left_messages')
    .select(['text', 'contact'])
    .where('session_id', '=', sessionId)
    .where('handled_at', 'is', null)
    .executeTakeFirst()
  return row && { text: row.text, ...(row.contact !== null && { contact: row.contact }) }
}

/** What waits for an answer in an agent's skill groups, oldest first. */
export async function readLeftMessages(db: Kysely<Tables>, agentId: string): Promise<LeftMessage[]> {
  const rows = await db
    .selectFrom('left_messages as left')
    .innerJoin('sessions as session', 'session.session_id', 'left.session_id')
    .innerJoin('conversations as conversation', 'conversation.conversation_id', 'session.conversation_id')
    .innerJoin('customers as customer', 'customer.customer_id', 'conversation.customer_id')
    .innerJoin('skill_group_members as member', 'member.skill_group_id', 'left.skill_group_id')
    .leftJoin('skill_groups as team', 'team.skill_group_id', 'left.skill_group_id')
    .select(['left.session_id', 'left.at', 'left.text', 'left.contact', 'team.name as team_name'])
    .select(['customer.customer_id', 'customer.name', 'customer.avatar_url'])
    .where('member.account_id', '=', agentId)
    .where('left.handled_at', 'is', null)
    .orderBy('left.at')
    .limit(SHOWN)
    .execute()
  return rows.map((row) => ({
    sessionId: row.session_id,
    customer: {
      customerId: row.customer_id,
      name: row.name ?? '',
      ...(row.avatar_url !== null && { avatarUrl: row.avatar_url }),
    },
    skillGroupName: row.team_name ?? '',
    at: row.at,
    text: row.text,
    ...(row.contact !== null && { contact: row.contact }),
  }))
}

/**
 * Opens a session with the customer who left a message, served by this agent at once.
 * @returns seq of its first entry
 * @throws CccError LEFT_MESSAGE_UNKNOWN, CUSTOMER_IN_SESSION, AGENT_FULL, CUSTOMER_BLOCKED
 */
export async function answerLeft(tx: Tx, agent: AgentIdentity, sessionId: string): Promise<number> {
  const skillGroupId = await take(tx, agent, sessionId)
  const left = await tx.sessions.find(sessionId)
  if (!left) throw new CccError('LEFT_MESSAGE_UNKNOWN')
  const { newest, head } = await tx.conversations.get(left.conversationId)
  if (newest && newest.session.phase !== 'closed') throw new CccError('CUSTOMER_IN_SESSION')
  if (!(await hasFreePlace(tx.db, agent.agentId, skillGroupId))) throw new CccError('AGENT_FULL')

  const card = await tx.db
    .selectFrom('accounts')
    .select(['name', 'staff_no'])
    .where('account_id', '=', agent.agentId)
    .executeTakeFirstOrThrow()
  const { conversationId, sdkAppId, flowVersion, definition } = left
  const stored = beginSession({ conversationId, sdkAppId, flowVersion, definition }, head, tx.now)
  await tx.sessions.save(stored)
  return conduct(tx, stored, {
    type: 'agentStarts',
    agent: { agentId: agent.agentId, name: card.name, staffNo: card.staff_no ?? '' },
    skillGroupId,
  })
}

/** @throws CccError LEFT_MESSAGE_UNKNOWN */
export async function dismissLeft(tx: Tx, agent: AgentIdentity, sessionId: string): Promise<void> {
  await take(tx, agent, sessionId)
}

/** @returns the skill group it was left for */
async function take(tx: Tx, agent: AgentIdentity, sessionId: string): Promise<string> {
  const taken = await tx.db
    .updateTable('left_messages')
    .set({ handled_by: agent.agentId, handled_at: tx.now })
    .where('session_id', '=', sessionId)
    .where('sdk_app_id', '=', agent.sdkAppId)
    .where('skill_group_id', 'in', await skillGroupsOf(tx.db, agent.agentId))
    .where('handled_at', 'is', null)
    .returning('skill_group_id')
    .executeTakeFirst()
  if (!taken) throw new CccError('LEFT_MESSAGE_UNKNOWN')
  tx.hint(topics.left(taken.skill_group_id))
  // the customer can change it no longer
  const { conversation_id } = await tx.db
    .selectFrom('sessions')
    .select('conversation_id')
    .where('session_id', '=', sessionId)
    .executeTakeFirstOrThrow()
  tx.hint(topics.conversation(conversation_id))
  return taken.skill_group_id
}
