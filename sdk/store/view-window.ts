import type { Entry } from '@ccc-store/core/protocol'
import { type Conversation, lastSeq, seqAt } from './conversation'
import type { Pending } from './outbox'
import { type Row, type RowMaker, sameRow, viewRows } from './view-rows'

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

/**
 * The part of a conversation that is on the screen. It compares what should be shown with what is, so whatever happened
 * in between, the outcome is right and the patch is minimal: one new message is one path, however long the log. Rows
 * that leave at one end come back when the reader turns to it.
 */
export class ViewWindow {
  pages: RowPage[] = []

  /** seq of the first entry shown; null before there is one */
  private from: number | null = null
  /** seq of the last entry shown; null while all that follows is shown too, and what is on its way */
  private to: number | null = null
  private last = 0
  private epoch: string | null = null
  /** rows that were on top once: their time line and name stay, so that nothing moves when older rows appear above */
  private readonly timed = new Set<string>()
  private madePages = 0
  /** pages before this one were taken away */
  private live = 0

  constructor(private readonly maker: RowMaker) {}

  /** The id of the first row on the screen; empty when there is none. */
  get firstId(): string {
    return this.pages[this.live]?.rows[0]?.id ?? ''
  }

  /** Whether the newest message is in the window. */
  get isNewest(): boolean {
    return this.to === null
  }

  /** Whether a row is in the window. */
  has(id: string): boolean {
    return this.pages.some(({ rows }) => rows.some((row) => row.id === id))
  }

  /** Lets the next update show one more page of what is known; false when all of it is shown. */
  showOlder(known: Conversation): boolean {
    const first = seqAt(known.entries, 0)
    if (first === 0 || this.from === null || this.from <= first) return false
    this.from = Math.max(first, this.from - PAGE_ROWS)
    const last = lastSeq(known)
    const to = this.from + MAX_ROWS - 1
    if (to < (this.to ?? last)) this.to = to
    return true
  }

  /** Lets the next update show one more page after the last row; false when that is the newest. */
  showNewer(known: Conversation): boolean {
    if (this.to === null) return false
    const last = lastSeq(known)
    this.to = this.to + PAGE_ROWS < last ? this.to + PAGE_ROWS : null
    return true
  }

  /** Lets the next update show the newest page. */
  showNewest(): void {
    if (this.to === null) return
    this.from = null
    this.to = null
  }

  /**
   * @param atEnd whether the reader is at the last row, so that the oldest ones may go
   * @returns what changes on the screen; empty when nothing does
   */
  update(known: Conversation, pending: readonly Pending[], atEnd: boolean): Patch {
    this.settle(known, atEnd)
    const first = seqAt(known.entries, 0)
    const shown =
      this.from === null
        ? []
        : known.entries.slice(this.from - first, this.to === null ? undefined : this.to + 1 - first)
    const wanted = viewRows(shown, this.unsent(shown, first, pending), this.maker, this.timed)
    if (wanted[0]) this.timed.add(wanted[0].id)
    const patch = this.differences(wanted)
    if (atEnd) this.takeAway(wanted.length, patch)
    return patch
  }

  /** Of what is not in the log, what belongs between the rows shown: the rest stands after all, what failed at its time. */
  private unsent(shown: readonly Entry[], first: number, pending: readonly Pending[]): Pending[] {
    const { from, to } = this
    const begin = from === null || from === first ? 0 : (shown[0]?.at ?? 0)
    const end = to === null ? Number.POSITIVE_INFINITY : (shown[shown.length - 1]?.at ?? 0)
    return pending.filter(({ status, at }) => (status === 'failed' ? at >= begin && at < end : to === null))
  }

  private settle(known: Conversation, atEnd: boolean): void {
    const { entries, epoch } = known
    const first = seqAt(entries, 0)
    const last = lastSeq(known)
    const { from } = this
    if (from === null || epoch !== this.epoch || from < first || from > last) {
      this.epoch = epoch
      this.from = seqAt(entries, Math.max(0, entries.length - PAGE_ROWS)) || null
      this.to = null
    } else if (this.to !== null && this.to >= last) {
      this.to = null
    } else if (this.to === null && !atEnd && last >= from + MAX_ROWS) {
      // nobody sees what comes below now: it waits
      this.to = Math.max(this.last, from + MAX_ROWS - 1)
    }
    this.last = this.to ?? last
  }

  private differences(wanted: readonly Row[]): Patch {
    const older = wanted.findIndex(({ id }) => id === this.firstId)
    if (older < 0) return this.rebuild(wanted)
    const patch = this.changeTail(wanted.slice(older))
    if (older === 0) return patch
    const kept = this.pages.slice(this.live).filter(({ rows }) => rows.length > 0)
    this.pages = [...this.paged(wanted.slice(0, older)), ...kept]
    this.live = 0
    return { pages: this.pages }
  }

  private rebuild(wanted: readonly Row[]): Patch {
    if (wanted.length === 0 && this.firstId === '') return {}
    this.pages = this.paged(wanted)
    this.live = 0
    return { pages: this.pages }
  }

  private paged(rows: readonly Row[]): RowPage[] {
    const pages: RowPage[] = []
    for (let at = 0; at < rows.length; at += PAGE_ROWS) pages.push(this.page(rows.slice(at, at + PAGE_ROWS)))
    return pages
  }

  private page(rows: readonly Row[]): RowPage {
    this.madePages += 1
    return { id: `g${String(this.madePages).padStart(6, '0')}`, rows }
  }

  /** Brings the live pages to `wanted`, whose first row is already the first on the screen. */
  private changeTail(wanted: readonly Row[]): Patch {
    const patch: Patch = {}
    let at = 0
    for (let index = this.live; index < this.pages.length; index += 1) {
      const page = this.pages[index]
      if (!page) continue
      const last = index === this.pages.length - 1
      const rows = wanted.slice(at, at + (last ? PAGE_ROWS : page.rows.length))
      at += rows.length
      if (rows.length < page.rows.length) patch[`pages[${index}].rows`] = rows
      else {
        rows.forEach((row, place) => {
          const old = page.rows[place]
          if (!old || !sameRow(old, row)) patch[`pages[${index}].rows[${place}]`] = row
        })
      }
      this.pages[index] = { id: page.id, rows }
    }
    for (const page of this.paged(wanted.slice(at))) {
      patch[`pages[${this.pages.length}]`] = page
      this.pages.push(page)
    }
    return patch
  }

  private takeAway(count: number, patch: Patch): void {
    let left = count
    while (left > MAX_ROWS && !('pages' in patch)) {
      const page = this.pages[this.live]
      const next = this.pages[this.live + 1]
      const place = next ? next.rows.findIndex(({ id }) => id.startsWith('m')) : -1
      const row = next?.rows[place]
      if (!page || !next || !row) return
      left -= page.rows.length
      this.pages[this.live] = { id: page.id, rows: [] }
      patch[`pages[${this.live}].rows`] = []
      this.live += 1
      this.from = Number(row.id.slice(1))
      if (place === 0) continue
      // what failed after the last entry that goes, goes with it
      const rows = next.rows.slice(place)
      this.pages[this.live] = { id: next.id, rows }
      patch[`pages[${this.live}].rows`] = rows
      left -= place
    }
  }
}
