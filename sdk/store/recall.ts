import type { Entry } from '@ccc-store/core/protocol'

/** The seqs of all that is taken back in these entries. */
export const recalledIn = (entries: readonly Entry[]): ReadonlySet<number> =>
  new Set(entries.flatMap(({ body }) => (body.kind === 'recall' ? [body.target] : [])))

/**
 * Blanks what was taken back, and what quotes it, as the server does for whoever loads it later.
 * @param taken seqs of entries that were taken back
 * @returns the same array when nothing changes; otherwise only changed entries are new
 */
export function withoutRecalled(entries: readonly Entry[], taken: ReadonlySet<number>): readonly Entry[] {
  if (taken.size === 0) return entries
  let changed = false
  const blanked = entries.map((entry): Entry => {
    const { seq, body } = entry
    const own = taken.has(seq) && body.kind !== 'recalled'
    const quote = body.kind === 'text' ? body.quote : undefined
    const quoted = quote !== undefined && quote.kind !== 'recalled' && taken.has(quote.seq)
    if (!own && !quoted) return entry
    changed = true
    if (own || body.kind !== 'text' || !quote) return { ...entry, body: { kind: 'recalled' } }
    return { ...entry, body: { ...body, quote: { ...quote, kind: 'recalled', text: '' } } }
  })
  return changed ? blanked : entries
}
