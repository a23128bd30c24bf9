import { type AgentCommand, CccError } from '@ccc-store/core/protocol'
import type { StoredSession } from '../../store/ports/conversations'
import type { Tx } from '../../store/store'
import type { AgentIdentity } from '../accounts/authenticate'
import { setStatus } from '../routing/set-status'
import { setBlocked } from './blocking'
import { dispatch, fillPlaces } from './dispatch'
import { answerLeft, dismissLeft } from './left-messages'
import { onceOnly } from './once-only'
import { recall } from './recall'
import { speechOf } from './speech'

/**
 * Carries out a command from an agent's socket, once (P2).
 * @returns the seq to acknowledge, if the command concerns a session
 * @throws CccError SESSION_UNKNOWN, SESSION_NOT_RINGING, SESSION_NOT_SERVING, and what the command may be refused with
 */
export function agentCommand(tx: Tx, agent: AgentIdentity, command: AgentCommand): Promise<number | undefined> {
  return onceOnly(tx, `agent:${agent.agentId}`, command.id, async () => {
    switch (command.t) {
      case 'status':
        await setStatus(tx, agent.agentId, command.status)
        if (command.status === 'online') await fillPlaces(tx, agent.agentId)
        return undefined
      case 'accept':
        return dispatch(tx, await ringing(tx, agent, command.sessionId), { type: 'accept' })
      case 'decline':
        return dispatch(tx, await ringing(tx, agent, command.sessionId), { type: 'unanswered' })
      case 'send': {
        const session = await serving(tx, agent, command.sessionId)
        const body = await speechOf(tx, `agent:${agent.agentId}`, session, command.content)
        return dispatch(tx, session, { type: 'agentSays', body, clientId: command.id })
      }
      case 'end':
        return dispatch(tx, await serving(tx, agent, command.sessionId), { type: 'agentEnds' })
      case 'recall': {
        const { conversationId } = await serving(tx, agent, command.sessionId)
        const staffNo = await staffNoOf(tx, agent)
        return recall(tx, conversationId, command, ({ from }) => from.role === 'agent' && from.staffNo === staffNo)
      }
      case 'inviteRating': {
        const session = await serving(tx, agent, command.sessionId)
        if (session.session.rating !== 'none') throw new CccError('RATING_DONE')
        return dispatch(tx, session, { type: 'inviteRating' })
      }
      case 'block':
        return block(tx, agent, await serving(tx, agent, command.sessionId))
      case 'answerLeft':
        return answerLeft(tx, agent, command.sessionId)
      case 'dismissLeft':
        await dismissLeft(tx, agent, command.sessionId)
        return undefined
    }
  })
}

async function block(tx: Tx, agent: AgentIdentity, session: StoredSession): Promise<number> {
  const { customerId } = await tx.conversations.get(session.conversationId)
  await setBlocked(tx, agent.sdkAppId, customerId, true)
  return dispatch(tx, session, { type: 'blockCustomer' })
}

/** Unique within an app, so it tells whose an entry is. */
async function staffNoOf(tx: Tx, { agentId }: AgentIdentity): Promise<string> {
  return (await tx.accounts.find(agentId))?.staffNo ?? ''
}

async function ringing(tx: Tx, agent: AgentIdentity, sessionId: string): Promise<StoredSession> {
  const stored = await known(tx, agent, sessionId)
  if (stored.session.phase !== 'ringing' || stored.session.agent?.agentId !== agent.agentId) {
    throw new CccError('SESSION_NOT_RINGING')
  }
  return stored
}

async function serving(tx: Tx, agent: AgentIdentity, sessionId: string): Promise<StoredSession> {
  const stored = await known(tx, agent, sessionId)
  if (stored.session.agent?.agentId !== agent.agentId) throw new CccError('SESSION_UNKNOWN')
  if (stored.session.phase !== 'serving') throw new CccError('SESSION_NOT_SERVING')
  return stored
}

async function known(tx: Tx, agent: AgentIdentity, sessionId: string): Promise<StoredSession> {
  const stored = await tx.sessions.find(sessionId)
  if (!stored || stored.sdkAppId !== agent.sdkAppId) throw new CccError('SESSION_UNKNOWN')
  return stored
}
