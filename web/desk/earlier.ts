import type { AgentHistoryPage, Entry } from '@ccc-store/core/protocol'
import { isGapless } from './transcripts'

/** What is known of a conversation before a session's transcript: ascending, without holes, up to the transcript. */
export interface Earlier {
  entries: readonly Entry[]
  isLoading: boolean
  /** it goes back to the start of the conversation */
  isWhole: boolean
}

export type Earliers = ReadonlyMap<string, Earlier>

export const NOTHING_EARLIER: Earlier = { entries: [], isLoading: false, isWhole: false }

/** seq of the oldest entry known of a session's conversation; undefined when none is */
export const firstSeq = (earlier: Earlier | undefined, transcript: readonly Entry[] | undefined): number | undefined =>
  (earlier?.entries[0] ?? transcript?.[0])?.seq

/**
 * Adds a page of older entries.
 * @param first the oldest seq known
 * @returns null when the page does not end right before it: an answer to a question of before a reset
 */
export function applyPage(earlier: Earlier, first: number, page: AgentHistoryPage): Earlier | null {
  const { before, entries } = page
  if (before !== first || !isGapless(entries)) return null
  const last = entries.at(-1)
  if (!last) return { ...earlier, isLoading: false, isWhole: true }
  if (last.seq !== first - 1) return null
  return { entries: entries.concat(earlier.entries), isLoading: false, isWhole: entries[0]?.seq === 1 }
}

/** A page that was asked for on a connection that is gone, or was refused, does not come any more. */
export function notLoading(earliers: Earliers): Earliers {
  if (![...earliers.values()].some(({ isLoading }) => isLoading)) return earliers
  return new Map([...earliers].map(([id, earlier]) => [id, { ...earlier, isLoading: false }]))
}
