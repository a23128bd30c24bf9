import { CccError, type CustomerCommand } from '@ccc-store/core/protocol'
import { topics } from '../../bus/bus'
import type { StoredSession } from '../../store/ports/conversations'
import type { Tx } from '../../store/store'
import type { AgentIdentity } from '../accounts/authenticate'
import { cardOf } from '../routing/routing'
import { refuseBlocked } from './blocking'
import { dispatch } from './dispatch'
import { beginSession } from './open-session'

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
  const words = { text, ...(contact !== undefined && { contact }) }
  const { sessionId, sdkAppId } = stored
  const kept = await tx.leftMessages.keep({ sessionId, sdkAppId, skillGroupId }, words)
  if (!kept) throw new CccError('MESSAGE_NOT_WANTED')
  tx.hint(topics.left(skillGroupId))
  return dispatch(tx, stored, { type: 'leaveMessage', ...words, clientId: id })
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
  await refuseBlocked(tx, left.conversationId)
  if (!(await tx.agents.hasFreePlace(agent.agentId, skillGroupId))) throw new CccError('AGENT_FULL')

  const { conversationId, sdkAppId, flowVersion, definition } = left
  const stored = beginSession({ conversationId, sdkAppId, flowVersion, definition }, head, tx.now)
  await tx.sessions.save(stored)
  return dispatch(tx, stored, {
    type: 'agentStarts',
    agent: await cardOf(tx, agent.agentId),
    skillGroupId,
  })
}

/** @throws CccError LEFT_MESSAGE_UNKNOWN */
export async function dismissLeft(tx: Tx, agent: AgentIdentity, sessionId: string): Promise<void> {
  await take(tx, agent, sessionId)
}

/** @returns the skill group it was left for */
async function take(tx: Tx, agent: AgentIdentity, sessionId: string): Promise<string> {
  const skillGroupId = await tx.leftMessages.take(sessionId, agent)
  if (skillGroupId === undefined) throw new CccError('LEFT_MESSAGE_UNKNOWN')
  tx.hint(topics.left(skillGroupId))
  // the customer can change it no longer
  const session = await tx.sessions.find(sessionId)
  if (session) tx.hint(topics.conversation(session.conversationId))
  return skillGroupId
}
