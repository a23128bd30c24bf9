import type { DeskSession, Entry, EntryBody } from '@ccc-store/core/protocol'
import type { DeskState } from './desk-state'
import { type Pending, sessionOf } from './outbox'
import { speechOf } from './speech-of'
import { isSpeech, type Summary, summaryOf } from './summary'

type UnderWay = 'accept' | 'decline' | 'end' | 'block' | 'inviteRating'
const UNDER_WAY: ReadonlySet<string> = new Set<UnderWay>(['accept', 'decline', 'end', 'block', 'inviteRating'])
const isUnderWay = (t: string): t is UnderWay => UNDER_WAY.has(t)

/** One session in the list, with all that the list says of it. */
export interface SessionRow {
  session: DeskSession
  /** the newest thing that a person said; before that, the flow's newest; null when nothing was said */
  preview: Summary | null
  /** the customer is typing */
  isTyping: boolean
  /** messages of the customer since the agent joined that the agent has not read */
  unread: number
  /** serving: since when the customer waits for an answer, in ms since 1970 */
  waitingSince?: number
  /** the command that is under way for it */
  underWay?: UnderWay
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
  const pending = state.outbox.filter(({ command }) => sessionOf(command) === sessionId)
  const waitingSince = session.phase === 'serving' ? waitsSince(entries, joined, pending) : undefined
  const underWay = pending.map(({ command }) => command.t).find(isUnderWay)
  return {
    session,
    preview: preview(entries, pending),
    isTyping: state.typing.has(sessionId),
    unread: joined < 0 ? 0 : sinceJoined.filter((entry) => isCustomers(entry) && entry.seq > read).length,
    ...(waitingSince !== undefined && { waitingSince }),
    ...(underWay && { underWay }),
  }
}

const isCustomers = ({ from, body }: Entry): boolean => from.role === 'customer' && isSpeech(body)

/** The first message of the customer that nobody has answered; before the first answer, the moment the agent joined. */
function waitsSince(entries: readonly Entry[], joined: number, pending: readonly Pending[]): number | undefined {
  if (pending.some(({ command, status }) => command.t === 'send' && status !== 'failed')) return undefined
  const answered = entries.findLastIndex(({ from, body }) => from.role === 'agent' && isSpeech(body))
  if (answered < joined) return entries[joined]?.at
  return entries.slice(answered + 1).find(isCustomers)?.at
}

function preview(entries: readonly Entry[], pending: readonly Pending[]): Summary | null {
  const saying = pending.findLast(({ command }) => command.t === 'send')
  if (saying?.command.t === 'send') return summaryOf(speechOf(saying.command.content, saying.file, entries))
  const said = entries.findLast(({ from, body }) => from.role !== 'system' && isSaid(body))
  const shown = said ?? entries.findLast(({ body }) => isSaid(body))
  return shown ? summaryOf(shown.body) : null
}

const isSaid = (body: EntryBody): boolean =>
  isSpeech(body) || body.kind === 'menu' || body.kind === 'rating' || body.kind === 'message_left'
