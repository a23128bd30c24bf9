import { MAX_RESUME_ENTRIES } from '@ccc-store/core/protocol'

/** A session's stretch of its conversation's log: the seqs of its first and its last entry. */
export interface Stretch {
  firstSeq: number
  lastSeq: number
}

/** What an agent's client gets of a session. */
export interface Resume {
  /** every entry after this seq, up to the last */
  after: number
  /** forget what you have of this session: these entries take its place */
  reset: boolean
}

/**
 * P4: a cursor outside the session's stretch of the log, or too far behind, cannot be resumed from. The session is then
 * sent anew, the newest entries of a very long one.
 * @param cursor seq of the last entry the client has; 0 for none
 * @returns null when nothing is missing
 */
export function agentResume({ firstSeq, lastSeq }: Stretch, cursor: number): Resume | null {
  if (cursor === lastSeq) return null
  const oldest = lastSeq - MAX_RESUME_ENTRIES
  const resumes = cursor >= firstSeq && cursor >= oldest && cursor < lastSeq
  return resumes ? { after: cursor, reset: false } : { after: Math.max(firstSeq - 1, oldest), reset: true }
}
