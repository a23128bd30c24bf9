import type { SessionCommand, TimerKind } from '@ccc-store/core/session'
import type { Tx } from '../../store/store'
import { dispatch } from './dispatch'

const RUN_OUT: Record<TimerKind, SessionCommand> = {
  reply: { type: 'replyTimeout' },
  ring: { type: 'unanswered' },
  idle: { type: 'idleTimeout' },
}

/** Acts on the timer that is due longest. Taking a timer and acting on it is one transaction, so it fires once (P7). */
export async function fireNextTimer(tx: Tx): Promise<void> {
  const due = await tx.timers.takeDue()
  const stored = due && (await tx.sessions.find(due.sessionId))
  if (stored) await dispatch(tx, stored, RUN_OUT[due.kind])
}
