import type { DeskSession, Entry } from '@ccc-store/core/protocol'
import type { DeskState } from './desk-state'
import type { Pending } from './outbox'

/** One session in the list, with all that the list says of it. */
export interface SessionRow {
  session: DeskSession
  /** the newest thing that a person said; before that, the flow's newest */
  preview: string
  /** texts of the customer since the agent joined that the agent has not read */
  unread: number
  /** serving: since when the customer waits for an answer, in ms since 1970 */
  waitingSince?: number
  /** the command that is under way for it */
  underWay?: 'accept' | 'decline' | 'end'
}

const ORDER: Record<DeskSession['phase'], number> = { ringing: 0, serving: 1, closed: 2 }

/** Ringing ones on top, the longest waiting first; then those being served; then the ended, the latest first. */
export function sessionRows(state: DeskState): SessionRow[] {
  const sessions = state.desk?.sessions.filter(({ sessionId }) => !state.dismissed.has(sessionId)) ?? []
  return sessions
    .toSorted(
      (a, b) => ORDER[a.phase] - ORDER[b.phase] || (a.startedAt - b.startedAt) * (a.phase === 'closed' ? -1 : 1),
    )
    .map((session) => sessionRow(state, session))
}

function sessionRow(state: DeskState, session: DeskSession): SessionRow {
  const { sessionId } = session
  const entries = state.transcripts.get(sessionId) ?? []
  const joined = entries.findLastIndex(({ body }) => body.kind === 'event' && body.event === 'agent_joined')
  const sinceJoined = entries.slice(joined + 1)
  const read = state.read.get(sessionId) ?? 0
  const pending = state.outbox.filter(({ command }) => command.t !== 'status' && command.sessionId === sessionId)
  const waitingSince = session.phase === 'serving' ? waitsSince(entries, joined, pending) : undefined
  const underWay = pending.map(({ command }) => command.t).find((t) => t === 'accept' || t === 'decline' || t === 'end')
  return {
    session,
    preview: preview(entries, pending),
    unread: joined < 0 ? 0 : sinceJoined.filter((entry) => isCustomers(entry) && entry.seq > read).length,
    ...(waitingSince !== undefined && { waitingSince }),
    ...(underWay && { underWay }),
  }
}

const isCustomers = ({ from, body }: Entry): boolean => from.role === 'customer' && body.kind === 'text'

/** The first text of the customer that nobody has answered; before the first answer, the moment the agent joined. */
function waitsSince(entries: readonly Entry[], joined: number, pending: readonly Pending[]): number | undefined {
  if (pending.some(({ command, status }) => command.t === 'send' && status !== 'failed')) return undefined
  const answered = entries.findLastIndex(({ from, body }) => from.role === 'agent' && body.kind === 'text')
  if (answered < joined) return entries[joined]?.at
  return entries.slice(answered + 1).find(isCustomers)?.at
}

function preview(entries: readonly Entry[], pending: readonly Pending[]): string {
  const saying = pending.findLast(({ command }) => command.t === 'send')?.command
  if (saying?.t === 'send') return saying.content.text
  const texts = entries.flatMap(({ from, body }) => ('text' in body ? [{ by: from.role, text: body.text }] : []))
  const said = texts.findLast(({ by }) => by !== 'system') ?? texts.at(-1)
  return said?.text ?? ''
}
