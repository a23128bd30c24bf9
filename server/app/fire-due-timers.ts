import { findSession } from '../store/sessions'
import { takeDueTimer } from '../store/timers'
import type { Tx } from '../store/writer'
import { conduct } from './conduct'

/** Acts on every timer that is due. Taking a timer and acting on it is one transaction, so it fires once (P7). */
export async function fireDueTimers(tx: Tx): Promise<void> {
  for (let due = await takeDueTimer(tx); due; due = await takeDueTimer(tx)) {
    const stored = await findSession(tx.db, due.sessionId)
    if (stored) await conduct(tx, stored, { type: due.kind === 'reply' ? 'replyTimeout' : 'unanswered' })
  }
}
