import { findSession } from '../store/sessions'
import { takeDueTimer } from '../store/timers'
import type { Tx } from '../store/writer'
import { conduct } from './conduct'

/** Acts on the timer that is due longest. Taking a timer and acting on it is one transaction, so it fires once (P7). */
export async function fireNextTimer(tx: Tx): Promise<void> {
  const due = await takeDueTimer(tx)
  const stored = due && (await findSession(tx.db, due.sessionId))
  if (stored) await conduct(tx, stored, { type: due.kind === 'reply' ? 'replyTimeout' : 'unanswered' })
}
