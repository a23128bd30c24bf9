import { decide, type SessionCommand, type SessionEffect } from '@ccc-store/core/session'
import { topics } from '../bus/bus'
import { setAgentStatus } from '../store/agents'
import { appendEntries } from '../store/entries'
import { type StoredSession, updateSession } from '../store/sessions'
import { cancelTimer, startTimer } from '../store/timers'
import type { Tx } from '../store/writer'

export type RoutingEffect = Extract<SessionEffect, { type: 'route' | 'agentFreed' }>

export interface Applied {
  /** seq of the first entry written, or the head of the log if none was */
  seq: number
  /** what routing has to do next, in this same transaction */
  routing: RoutingEffect[]
}

/** Lets the session machine decide on a command and stores the decision: entries, state and timers. */
export async function applyCommand(tx: Tx, before: StoredSession, command: SessionCommand): Promise<Applied> {
  const decision = decide(before.definition, before.session, command, tx.now)
  const after: StoredSession = { ...before, session: decision.session }
  const log = await appendEntries(tx, after, decision.entries)
  await updateSession(tx.db, after, log, tx.now)
  hintAbout(tx, before, after)

  const routing: RoutingEffect[] = []
  for (const effect of decision.effects) {
    switch (effect.type) {
      case 'startTimer':
        await startTimer(tx, after.sessionId, effect.kind, effect.dueAt)
        break
      case 'cancelTimer':
        await cancelTimer(tx, after.sessionId, effect.kind)
        break
      case 'agentMissed':
        await setAgentStatus(tx, effect.agentId, 'away')
        break
      default:
        routing.push(effect)
    }
  }
  return { seq: log.lastSeq - Math.max(0, decision.entries.length - 1), routing }
}

/** Everyone whose view this change may touch: both agents of a handover, and the queue it left or joined. */
function hintAbout(tx: Tx, before: StoredSession, after: StoredSession): void {
  tx.hint(topics.conversation(after.conversationId))
  for (const { session } of [before, after]) {
    if (session.agent) tx.hint(topics.agent(session.agent.agentId))
    if (session.skillGroupId && before.session.phase !== after.session.phase) {
      tx.hint(topics.queue(session.skillGroupId))
    }
  }
}
