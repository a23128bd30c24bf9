import type { DeskSession, LeftMessage } from '@ccc-store/core/protocol'
import type { DeskState } from './desk-state'
import { isSpeech, type Summary, summaryOf } from './summary'
import { lastSeq } from './transcripts'

/** What an agent should hear of. */
export interface News {
  rings: DeskSession[]
  messages: { session: DeskSession; summary: Summary }[]
  left: LeftMessage[]
}

/** What came between two states. What a reset brings was said before; it is no news. */
export function newsBetween(before: DeskState, after: DeskState): News {
  const rang = new Set(
    before.desk?.sessions.flatMap(({ phase, sessionId }) => (phase === 'ringing' ? [sessionId] : [])),
  )
  const waited = new Set(before.desk?.leftMessages?.map(({ sessionId }) => sessionId))
  const sessions = after.desk?.sessions ?? []
  return {
    rings: sessions.filter(({ phase, sessionId }) => phase === 'ringing' && !rang.has(sessionId)),
    messages: sessions.flatMap((session) => {
      const known = before.transcripts.get(session.sessionId)
      const entries = after.transcripts.get(session.sessionId)
      if (!known || !entries || known === entries || known[0]?.seq !== entries[0]?.seq) return []
      return entries.flatMap(({ seq, from, body }) =>
        seq > lastSeq(known) && from.role === 'customer' && isSpeech(body)
          ? [{ session, summary: summaryOf(body) }]
          : [],
      )
    }),
    left: before.desk ? (after.desk?.leftMessages ?? []).filter(({ sessionId }) => !waited.has(sessionId)) : [],
  }
}
