import type { Tx } from '../store/store'
import { conduct } from './conduct'

/** Acts on the timer that is due longest. Taking a timer and acting on it is one transaction, so it fires once (P7). */
export async function fireNextTimer(tx: Tx): Promise<void> {
  const due = await tx.timers.takeDue()
  const stored = due && (await tx.sessions.find(due.sessionId))
  if (stored) await conduct(tx, stored, { type: due.kind === 'reply' ? 'replyTimeout' : 'unanswered' })
}
