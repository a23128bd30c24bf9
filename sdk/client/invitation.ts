import type { Conversation } from '../store/conversation'
import { rowId } from '../store/view-rows'

/** @returns tells the row of the invitation to rate that can be answered now; empty when there is none */
export function createInvitation() {
  let found = { sessionId: '', rowId: '' }

  return ({ state, entries }: Conversation): string => {
    const sessionId = state.rating?.sessionId
    if (sessionId === undefined) return ''
    if (sessionId !== found.sessionId) {
      // from the end: it is among the newest
      for (let at = entries.length - 1; at >= 0; at -= 1) {
        const entry = entries[at]
        if (entry?.body.kind !== 'rating_invite' || entry.sessionId !== sessionId) continue
        found = { sessionId, rowId: rowId(entry.seq) }
        break
      }
    }
    return found.sessionId === sessionId ? found.rowId : ''
  }
}
