import type { SessionCommand } from '@ccc-store/core/session'
import type { StoredSession } from '../../store/ports/conversations'
import type { Tx } from '../../store/store'
import { placeRequest, placeWaiting } from '../routing/routing'
import { applyCommand, type RoutingEffect } from './apply-command'

/**
 * Gives a session a command and carries out all that follows from it, for this session and for others, in the
 * transaction at hand (DESIGN rule 1: core decides, the server carries out).
 * @returns the seq of the first entry written, or the head of the log if none was
 */
export async function dispatch(tx: Tx, stored: StoredSession, command: SessionCommand): Promise<number> {
  const { seq, routing } = await applyCommand(tx, stored, command)
  for (const effect of routing) await route(tx, stored.sessionId, effect)
  return seq
}

/** Offers waiting sessions to an agent until every free place is taken. */
export async function fillPlaces(tx: Tx, agentId: string): Promise<void> {
  for (let next = await placeWaiting(tx, agentId); next; next = await placeWaiting(tx, agentId)) {
    // an offer asks nothing more of routing
    await applyCommand(tx, next.stored, next.command)
  }
}

async function route(tx: Tx, sessionId: string, effect: RoutingEffect): Promise<void> {
  if (effect.type === 'agentFreed') {
    await tx.agents.markIdle(effect.agentId)
    await fillPlaces(tx, effect.agentId)
    return
  }
  const placement = await placeRequest(tx, sessionId, effect.skillGroupId)
  // the answers to a request (offer, queue, refuse) ask nothing more of routing
  if (placement) await applyCommand(tx, placement.stored, placement.command)
}
