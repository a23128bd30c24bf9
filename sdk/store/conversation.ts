import type { CustomerEntries, CustomerState, CustomerWelcome, Entry, HistoryPage } from '@ccc-store/core/protocol'
import { recalledIn, withoutRecalled } from './recall'

/** A stretch of one customer's log without holes, up to the newest entry known, and where the session stands there. */
export interface Conversation {
  /** null before the first welcome */
  epoch: string | null
  /** ascending, without gaps */
  entries: readonly Entry[]
  state: CustomerState
}

export const emptyConversation: Conversation = { epoch: null, entries: [], state: { phase: 'none' } }

/** The seq of the entry at a place in a list; 0 when there is none, since seqs begin with 1. */
export const seqAt = (entries: readonly Entry[], index: number): number => entries[index]?.seq || 0

/** The newest seq known; 0 when there is none. */
export const lastSeq = ({ entries }: Pick<Conversation, 'entries'>): number => seqAt(entries, entries.length - 1)

/** Whether the log begins here, so that there is no older page to ask for. */
export const isComplete = ({ entries }: Conversation): boolean => seqAt(entries, 0) <= 1

const isGapless = (entries: readonly Entry[]): boolean =>
  entries.every((entry, index) => index === 0 || entry.seq === seqAt(entries, index - 1) + 1)

/** Adds what is new of `entries`; null when they do not follow on what is known. */
function append(known: Conversation, entries: readonly Entry[]): readonly Entry[] | null {
  const last = lastSeq(known)
  const fresh = entries.filter((entry) => entry.seq > last)
  if (!isGapless(entries)) return null
  if (fresh.length === 0) return known.entries
  if (known.epoch !== null && seqAt(fresh, 0) !== last + 1) return null
  return withoutRecalled(known.entries.concat(fresh), recalledIn(fresh))
}

/**
 * Answers a hello: what was missed is added, a reset replaces everything.
 * @returns null when a resume does not follow on what is known: start again without a position
 */
export function applyWelcome(known: Conversation, welcome: CustomerWelcome): Conversation | null {
  const { epoch, state, mode } = welcome
  if (mode === 'reset') return isGapless(welcome.entries) ? { epoch, entries: welcome.entries, state } : null
  if (epoch !== known.epoch) return null
  const entries = append(known, welcome.entries)
  return entries && { epoch, entries, state }
}

/**
 * Adds new entries. Those already known are ignored, so a frame may come twice.
 * @returns null when they do not follow on what is known: something was missed, resume
 */
export function applyEntries(known: Conversation, frame: CustomerEntries): Conversation | null {
  const entries = append(known, frame.entries)
  if (!entries) return null
  const newest = frame.entries[frame.entries.length - 1]
  // an old frame tells an old state
  const state = newest && newest.seq < lastSeq(known) ? known.state : frame.state
  return { epoch: known.epoch, entries, state }
}

/** Puts an older page before what is known. A page that does not join on, as after a reset, changes nothing. */
export function applyHistory(known: Conversation, page: HistoryPage): Conversation {
  const joins = page.before === seqAt(known.entries, 0) && lastSeq(page) === page.before - 1
  if (!joins || !isGapless(page.entries)) return known
  // the page may have been read before something in it was taken back
  const older = withoutRecalled(page.entries, recalledIn(known.entries))
  return { epoch: known.epoch, entries: older.concat(known.entries), state: known.state }
}
