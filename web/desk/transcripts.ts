import type { Entry, SessionEntries } from '@ccc-store/core/protocol'
import { recalledBy, withoutRecalled } from './recalls'

/** What the desk has of each session's stretch of the log: ascending, without holes, up to the newest it knows. */
export type Transcripts = ReadonlyMap<string, readonly Entry[]>

/** The newest seq known of a session; 0 when there is none. */
export const lastSeq = (entries: readonly Entry[] | undefined): number => entries?.[entries.length - 1]?.seq ?? 0

export const isGapless = (entries: readonly Entry[]): boolean =>
  entries.every((entry, index) => index === 0 || entry.seq === (entries[index - 1]?.seq ?? 0) + 1)

/**
 * Adds the entries of a frame. Those already known are ignored, so a frame may come twice; a reset replaces all. What
 * the new ones take back is emptied.
 * @returns null when they do not follow on what is known (P4): something was missed, resume
 */
export function applyEntries(known: Transcripts, frame: SessionEntries): Transcripts | null {
  const { sessionId, entries } = frame
  if (!isGapless(entries)) return null
  if (frame.reset) return new Map(known).set(sessionId, entries)
  const before = known.get(sessionId)
  if (!before) return null
  const last = lastSeq(before)
  const fresh = entries.filter((entry) => entry.seq > last)
  if (fresh.length === 0) return known
  if (fresh[0]?.seq !== last + 1) return null
  return new Map(known).set(sessionId, withoutRecalled(before.concat(fresh), recalledBy(fresh)))
}
