import { decide, type SessionCommand, type SessionEffect } from '@ccc-store/core/session'
import { topics } from '../../bus/bus'
import type { StoredSession } from '../../store/ports/conversations'
import type { Tx } from '../../store/store'
import { setStatus } from '../routing/set-status'

export type RoutingEffect = Extract<SessionEffect, { type: 'route' | 'agentFreed' }>

export interface Applied {
  /** seq of the first entry written, or the head of the log if none was */
  seq: number
  /** what routing has to do next, in this same transaction */
  routing: RoutingEffect[]
}

/** Lets the session machine decide on a command and stores the decision: entries, state and timers. */
export async function applyCommand(tx: Tx, before: StoredSession, command: SessionCommand): Promise<Applied> {
  const { session, entries, effects } = decide(before.definition, before.session, command, tx.now)
  const grown = await tx.log.append({ ...before, session }, entries)
  const after: StoredSession = { ...grown, ...momentsOf(grown, tx.now), timers: timersAfter(before, effects) }
  await tx.sessions.save(after)
  hintAbout(tx, before, after)

  const routing: RoutingEffect[] = []
  for (const effect of effects) {
    if (effect.type === 'route' || effect.type === 'agentFreed') routing.push(effect)
    else if (effect.type === 'agentMissed') await setStatus(tx, effect.agentId, 'away')
    else if (effect.type === 'startTimer') tx.hint(topics.timers)
  }
  const { head } = await tx.conversations.get(after.conversationId)
  return { seq: head - Math.max(0, entries.length - 1), routing }
}

/** What follows the end, a rating for one, does not move it. */
const momentsOf = ({ session, joinedAt, closedAt }: StoredSession, now: number) => ({
  joinedAt: session.phase === 'serving' ? (joinedAt ?? now) : joinedAt,
  closedAt: session.phase === 'closed' ? (closedAt ?? now) : closedAt,
})

function timersAfter({ timers }: StoredSession, effects: readonly SessionEffect[]): StoredSession['timers'] {
  let after = timers
  for (const effect of effects) {
    if (effect.type === 'startTimer') after = { ...after, [effect.kind]: effect.dueAt }
    if (effect.type === 'cancelTimer' && after[effect.kind] !== undefined) {
      const { [effect.kind]: _, ...others } = after
      after = others
    }
  }
  return after
}

/** Everyone whose view this change may touch: both agents of a handover, and the queue it left or joined. */
function hintAbout(tx: Tx, before: StoredSession, after: StoredSession): void {
  tx.hint(topics.conversation(after.conversationId))
  // words alone change no desk
  if (before.session === after.session) return
  for (const { session } of [before, after]) {
    if (session.agent) tx.hint(topics.agent(session.agent.agentId))
    if (session.skillGroupId && before.session.phase !== after.session.phase) {
      tx.hint(topics.queue(session.skillGroupId))
    }
  }
}
