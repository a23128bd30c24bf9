import { type AgentCommand, CccError } from '@ccc-store/core/protocol'
import { setAgentStatus } from '../store/agents'
import { onceOnly } from '../store/receipts'
import { findSession, type StoredSession } from '../store/sessions'
import type { Tx } from '../store/writer'
import type { AgentIdentity } from './authenticate'
import { conduct, fillPlaces } from './conduct'

/**
 * Carries out a command from an agent's socket, once (P2).
 * @returns the seq to acknowledge, if the command concerns a session
 * @throws CccError SESSION_UNKNOWN, SESSION_NOT_RINGING, SESSION_NOT_SERVING
 */
export function agentCommand(tx: Tx, agent: AgentIdentity, command: AgentCommand): Promise<number | undefined> {
  return onceOnly(tx, `agent:${agent.agentId}`, command.id, async () => {
    switch (command.t) {
      case 'status':
        await setAgentStatus(tx, agent.agentId, command.status)
        if (command.status === 'online') await fillPlaces(tx, agent.agentId)
        return undefined
      case 'accept':
        return conduct(tx, await ringing(tx, agent, command.sessionId), { type: 'accept' })
      case 'decline':
        return conduct(tx, await ringing(tx, agent, command.sessionId), { type: 'unanswered' })
      case 'send': {
        const session = await serving(tx, agent, command.sessionId)
        return conduct(tx, session, { type: 'agentSays', text: command.content.text, clientId: command.id })
      }
      case 'end':
        return conduct(tx, await serving(tx, agent, command.sessionId), { type: 'agentEnds' })
    }
  })
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
  const stored = await findSession(tx.db, sessionId)
  if (!stored || stored.sdkAppId !== agent.sdkAppId) throw new CccError('SESSION_UNKNOWN')
  return stored
}
