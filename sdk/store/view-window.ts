import type { Entry } from '@ccc-store/core/protocol'
import { type Conversation, isComplete, lastSeq, seqAt } from './conversation'
import type { Pending } from './outbox'
import { type Row, type RowMaker, rowId, sameRow, viewRows } from './view-rows'

/** Rows that are shown and dropped together. */
export interface RowPage {
  id: string
  rows: readonly Row[]
}

/** `setData` of a component that shows `pages`: paths and values. */
export type Patch = Record<string, unknown>

const PAGE_ROWS = 25
/** Never more rows than this, to keep the number of nodes bounded: what is furthest from the reader is taken away. */
const MAX_ROWS = 75
/** So many entries before the first one shown tell what its row looks like: its time, its speaker, what it belongs to. */
const LEAD = 10

/**
 * The part of a conversation that is on the screen. It compares what should be shown with what is, so whatever happened
 * in between, the outcome is right and the patch is minimal: one new message is one path, however long the log. Rows
 * that leave at one end come back when the reader turns to it.
 */
export function createViewWindow(maker: RowMaker) {
  let pages: RowPage[] = []
  /** seq of the first entry shown; null before there is one */
  let from: number | null = null
  /** seq of the last entry shown; null while all that follows is shown too, and what is on its way */
  let to: number | null = null
  let shownTo = 0
  let shownEpoch: string | null = null
  /** rows that were on top of all that is known: their names stay, so that nothing moves when older rows appear above */
  const named = new Set<string>()
  let madePages = 0
  /** pages before this one were taken away */
  let live = 0

  return {
    get pages() {
      return pages
    },
    get firstId() {
      return firstId()
    },
    /** Whether the newest message is in the window. */
    get isNewest(): boolean {
      return to === null
    },
    has,
    showOlder,
    showNewer,
    showNewest,
    update,
  }

  /** The id of the first row on the screen; empty when there is none. */
  function firstId(): string {
    return pages[live]?.rows[0]?.id || ''
  }

  /** Whether a row is in the window. */
  function has(id: string): boolean {
    return pages.some(({ rows }) => rows.some((row) => row.id === id))
  }

  /** Lets the next update show one more page of what is known; false when all of it is shown. */
  function showOlder(known: Conversation): boolean {
    const first = seqAt(known.entries, 0)
    if (first === 0 || from === null || from <= first) return false
    from = Math.max(first, from - PAGE_ROWS)
    const last = lastSeq(known)
    const lowest = from + MAX_ROWS - 1
    if (lowest < (to || last)) to = lowest
    return true
  }

  /** Lets the next update show one more page after the last row; false when that is the newest. */
  function showNewer(known: Conversation): boolean {
    if (to === null) return false
    const last = lastSeq(known)
    to = to + PAGE_ROWS < last ? to + PAGE_ROWS : null
    return true
  }

  /** Lets the next update show the newest page. */
  function showNewest(): void {
    if (to === null) return
    from = null
    to = null
  }

  /**
   * @param atEnd whether the reader is at the last row, so that the oldest ones may go
   * @returns what changes on the screen; empty when nothing does
   */
  function update(known: Conversation, pending: readonly Pending[], atEnd: boolean): Patch {
    settle(known, atEnd)
    const first = seqAt(known.entries, 0)
    const shown = from === null ? [] : known.entries.slice(from - first, to === null ? undefined : to + 1 - first)
    const start = from === null ? 0 : Math.max(0, from - first - LEAD)
    const lead = from === null ? [] : known.entries.slice(start, from - first)
    const isStart = start === 0 && isComplete(known)
    const begin = rowId(from || 0)
    const rows = viewRows([...lead, ...shown], unsent(shown, first, pending), maker, named, isStart)
    const wanted = rows.filter(({ id }) => id >= begin)
    if (wanted[0] && lead.length === 0) named.add(wanted[0].id)
    const patch = differences(wanted)
    if (atEnd) takeAway(wanted.length, patch)
    return patch
  }

  /** Of what is not in the log, what belongs between the rows shown: the rest stands after all, what failed at its time. */
  function unsent(shown: readonly Entry[], first: number, pending: readonly Pending[]): Pending[] {
    const begin = from === null || from === first ? 0 : shown[0]?.at || 0
    const end = to === null ? Number.POSITIVE_INFINITY : shown[shown.length - 1]?.at || 0
    return pending.filter(({ status, at }) => (status === 'failed' ? at >= begin && at < end : to === null))
  }

  function settle(known: Conversation, atEnd: boolean): void {
    const { entries, epoch } = known
    const first = seqAt(entries, 0)
    const last = lastSeq(known)
    if (from === null || epoch !== shownEpoch || from < first || from > last) {
      shownEpoch = epoch
      from = seqAt(entries, Math.max(0, entries.length - PAGE_ROWS)) || null
      to = null
    } else if (to !== null && to >= last) {
      to = null
    } else if (to === null && !atEnd && last >= from + MAX_ROWS) {
      // nobody sees what comes below now: it waits
      to = Math.max(shownTo, from + MAX_ROWS - 1)
    }
    shownTo = to || last
  }

  function differences(wanted: readonly Row[]): Patch {
    const older = wanted.findIndex(({ id }) => id === firstId())
    if (older < 0) return rebuild(wanted)
    const patch = changeTail(wanted.slice(older))
    if (older === 0) return patch
    const kept = pages.slice(live).filter(({ rows }) => rows.length > 0)
    pages = [...paged(wanted.slice(0, older)), ...kept]
    live = 0
    return { pages }
  }

  function rebuild(wanted: readonly Row[]): Patch {
    if (wanted.length === 0 && firstId() === '') return {}
    pages = paged(wanted)
    live = 0
    return { pages }
  }

  function paged(rows: readonly Row[]): RowPage[] {
    const made: RowPage[] = []
    for (let at = 0; at < rows.length; at += PAGE_ROWS) made.push(page(rows.slice(at, at + PAGE_ROWS)))
    return made
  }

  function page(rows: readonly Row[]): RowPage {
    madePages += 1
    return { id: `g${String(madePages).padStart(6, '0')}`, rows }
  }

  /** Brings the live pages to `wanted`, whose first row is already the first on the screen. */
  function changeTail(wanted: readonly Row[]): Patch {
    const patch: Patch = {}
    let at = 0
    for (let index = live; index < pages.length; index += 1) {
      const page = pages[index]
      if (!page) continue
      const last = index === pages.length - 1
      const rows = wanted.slice(at, at + (last ? PAGE_ROWS : page.rows.length))
      at += rows.length
      if (rows.length < page.rows.length) patch[`pages[${index}].rows`] = rows
      else {
        rows.forEach((row, place) => {
          const old = page.rows[place]
          if (!old || !sameRow(old, row)) patch[`pages[${index}].rows[${place}]`] = row
        })
      }
      pages[index] = { id: page.id, rows }
    }
    for (const page of paged(wanted.slice(at))) {
      patch[`pages[${pages.length}]`] = page
      pages.push(page)
    }
    return patch
  }

  function takeAway(count: number, patch: Patch): void {
    let left = count
    while (left > MAX_ROWS && !('pages' in patch)) {
      const page = pages[live]
      const next = pages[live + 1]
      const place = next ? next.rows.findIndex(({ id }) => id.startsWith('m')) : -1
      const row = next?.rows[place]
      if (!page || !next || !row) return
      left -= page.rows.length
      pages[live] = { id: page.id, rows: [] }
      patch[`pages[${live}].rows`] = []
      live += 1
      from = Number(row.id.slice(1))
      if (place === 0) continue
      // what failed after the last entry that goes, goes with it
      const rows = next.rows.slice(place)
      pages[live] = { id: next.id, rows }
      patch[`pages[${live}].rows`] = rows
      left -= place
    }
  }
}

export type ViewWindow = ReturnType<typeof createViewWindow>
