import type { Entry } from '@ccc-store/core/protocol'

/** What two readers of an entry must agree on. Words that are taken back later are gone for those who come later. */
export interface Print {
  /** session, time, sender, command */
  head: string
  body: string
}

export function printOf({ sessionId, at, from, clientId, body }: Entry): Print {
  const sender = 'staffNo' in from ? from.staffNo : from.role
  return { head: `${sessionId} ${at} ${sender} ${clientId ?? ''}`, body: JSON.stringify(body) }
}

/** @param final as the log has it in the end */
export function agrees(seen: Print, final: Print): boolean {
  return seen.head === final.head && (seen.body === final.body || final.body === RECALLED)
}

const RECALLED = JSON.stringify({ kind: 'recalled' })
