import type { DeskSession } from '@ccc-store/core/protocol'
import type { DeskState } from './desk-state'
import { lastSeq } from './transcripts'

/** What an agent should hear of. */
export interface News {
  rings: DeskSession[]
  messages: { session: DeskSession; text: string }[]
}

/** What came between two states. What a reset brings was said before; it is no news. */
export function newsBetween(before: DeskState, after: DeskState): News {
  const rang = new Set(
    before.desk?.sessions.flatMap(({ phase, sessionId }) => (phase === 'ringing' ? [sessionId] : [])),
  )
  const sessions = after.desk?.sessions ?? []
  return {
    rings: sessions.filter(({ phase, sessionId }) => phase === 'ringing' && !rang.has(sessionId)),
    messages: sessions.flatMap((session) => {
      const known = before.transcripts.get(session.sessionId)
      const entries = after.transcripts.get(session.sessionId)
      if (!known || !entries || known === entries || known[0]?.seq !== entries[0]?.seq) return []
      return entries.flatMap(({ seq, from, body }) =>
        seq > lastSeq(known) && from.role === 'customer' && body.kind === 'text' ? [{ session, text: body.text }] : [],
      )
    }),
  }
}
