import type { Entry } from '@ccc-store/core/protocol'

/** The seqs that these entries take back. */
export const recalledBy = (entries: readonly Entry[]): ReadonlySet<number> =>
  new Set(entries.flatMap(({ body }) => (body.kind === 'recall' ? [body.target] : [])))

/**
 * Empties what was taken back, and quotes of it, as the server does for whoever loads it later.
 * @returns the same array when nothing of it is concerned
 */
export function withoutRecalled(entries: readonly Entry[], targets: ReadonlySet<number>): readonly Entry[] {
  if (targets.size === 0) return entries
  const emptied = entries.map((entry) => withoutWords(entry, targets))
  return emptied.some((entry, index) => entry !== entries[index]) ? emptied : entries
}

function withoutWords(entry: Entry, targets: ReadonlySet<number>): Entry {
  const { body, seq } = entry
  if (targets.has(seq)) return { ...entry, body: { kind: 'recalled' } }
  if (body.kind !== 'text' || !body.quote || !targets.has(body.quote.seq)) return entry
  return { ...entry, body: { ...body, quote: { ...body.quote, kind: 'recalled', text: '' } } }
}
