import type { TimerKind } from '@ccc-store/core/session'
import type { Kysely } from 'kysely'
import { topics } from '../bus/bus'
import type { Tables } from './tables'
import type { Tx } from './writer'

/** Sets a session's timer, in place of an earlier one of its kind. Timers are rows, so they outlive the process (P7). */
export async function startTimer(tx: Tx, sessionId: string, kind: TimerKind, dueAt: number): Promise<void> {
  await tx.db
    .insertInto('timers')
    .values({ session_id: sessionId, kind, due_at: dueAt })
    .onConflict((c) => c.columns(['session_id', 'kind']).doUpdateSet({ due_at: dueAt }))
    .execute()
  tx.hint(topics.timers)
}

export async function cancelTimer(tx: Tx, sessionId: string, kind: TimerKind): Promise<void> {
  await tx.db.deleteFrom('timers').where('session_id', '=', sessionId).where('kind', '=', kind).execute()
}

/** Takes the timer that is due longest; having taken it, the caller must act on it in the same transaction. */
export async function takeDueTimer(tx: Tx): Promise<{ sessionId: string; kind: TimerKind } | undefined> {
  const due = await tx.db
    .selectFrom('timers')
    .select(['session_id', 'kind'])
    .where('due_at', '<=', tx.now)
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst()
  if (!due) return undefined
  await cancelTimer(tx, due.session_id, due.kind)
  return { sessionId: due.session_id, kind: due.kind }
}

/** Puts the timer that is due longest off, so that one which cannot be acted on does not hold up the others. */
export async function postponeDueTimer(tx: Tx, byMs: number): Promise<void> {
  const due = await takeDueTimer(tx)
  if (due) await startTimer(tx, due.sessionId, due.kind, tx.now + byMs)
}

/** When the next timer is due, ms since 1970. */
export async function nextDueAt(db: Kysely<Tables>): Promise<number | undefined> {
  const row = await db.selectFrom('timers').select('due_at').orderBy('due_at').limit(1).executeTakeFirst()
  return row?.due_at
}
