import { type Candidate, chooseAgent } from '@ccc-store/core/routing'
import type { AgentCard, SessionCommand } from '@ccc-store/core/session'
import type { StoredSession } from '../../store/ports/conversations'
import type { Tx } from '../../store/store'

/** A command that routing gives to a session. */
export interface Placement {
  stored: StoredSession
  command: SessionCommand
}

/**
 * Answers a session's request for an agent: an offer to a free one, a place in the queue, or a refusal when nobody is
 * online. First come, first served (P6): with others waiting, a newcomer is never offered ahead of them.
 */
export async function placeRequest(tx: Tx, sessionId: string, skillGroupId: string): Promise<Placement | undefined> {
  const found = await tx.sessions.find(sessionId)
  if (!found) return undefined
  const ticket = found.ticket ?? (await tx.apps.nextCount('ticket'))
  const stored: StoredSession = { ...found, ticket }

  const candidates = await tx.agents.candidates(skillGroupId)
  const first = await tx.queue.first([skillGroupId])
  const othersWait = first !== undefined && first.ticket !== null && first.ticket < ticket
  const offer = othersWait ? undefined : await makeOffer(tx, stored, candidates)
  if (offer) return { stored, command: offer }
  // whoever was told of a place in the queue keeps it (decision 6)
  const { flow } = stored.session
  const wasTold = flow.at === 'transfer' && flow.told
  if (candidates.length === 0 && !wasTold) return { stored, command: { type: 'refuse' } }
  return { stored, command: { type: 'queue', waitNo: await tx.queue.ahead(skillGroupId, ticket) } }
}

/** The next offer an agent's free place allows: to whoever waits longest in any of the agent's skill groups. */
export async function placeWaiting(tx: Tx, agentId: string): Promise<Placement | undefined> {
  let skillGroups = (await tx.agents.skillGroups(agentId)).map(({ skillGroupId }) => skillGroupId)
  for (;;) {
    const stored = await tx.queue.first(skillGroups)
    const skillGroupId = stored?.session.skillGroupId
    if (!stored || !skillGroupId) return undefined
    const offer = await makeOffer(tx, stored, await tx.agents.candidates(skillGroupId))
    if (offer) return { stored, command: offer }
    // the agent may be full for this group and still have a place in another
    skillGroups = skillGroups.filter((id) => id !== skillGroupId)
  }
}

async function makeOffer(
  tx: Tx,
  stored: StoredSession,
  candidates: readonly Candidate[],
): Promise<SessionCommand | undefined> {
  const chosen = chooseAgent(candidates, new Set(stored.session.missed))
  if (!chosen) return undefined
  const ringSeconds = (await tx.apps.find(stored.sdkAppId))?.ringSeconds ?? null
  return {
    type: 'offer',
    agent: await cardOf(tx, chosen.agentId),
    ...(ringSeconds !== null && { ringSeconds }),
  }
}

/** How an agent is shown to customers. */
export async function cardOf(tx: Tx, agentId: string): Promise<AgentCard> {
  const { name = '', staffNo = null } = (await tx.accounts.find(agentId)) ?? {}
  return { agentId, name, staffNo: staffNo ?? '' }
}
