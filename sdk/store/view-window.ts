import type { Language, Texts } from '../texts/texts'
import type { Conversation } from './conversation'
import type { Pending } from './outbox'
import { type Row, sameRow, viewRows } from './view-rows'

/** Rows that are shown and dropped together. */
export interface RowPage {
  id: string
  rows: readonly Row[]
}

/** `setData` of a component that shows `pages`: paths and values. */
export type Patch = Record<string, unknown>

const PAGE_ROWS = 50
/** Beyond this, whoever reads at the end has the oldest page taken away, to keep the number of nodes bounded. */
const MAX_ROWS = 150

/**
 * The part of a conversation that is on the screen. It compares what should be shown with what is, so whatever happened
 * in between, the outcome is right and the patch is minimal: one new message is one path, however long the log.
 */
export class ViewWindow {
  pages: RowPage[] = []

  /** seq of the first entry shown; null for the newest ones */
  private from: number | null = null
  private epoch: string | null = null
  /** rows that were on top once: their time line and name stay, so that nothing moves when older rows appear above */
  private readonly timed = new Set<string>()
  private madePages = 0
  /** pages before this one were taken away */
  private live = 0

  constructor(
    private readonly texts: Texts,
    private readonly language: Language,
  ) {}

  /** The id of the first row on the screen; empty when there is none. */
  get firstId(): string {
    return this.pages[this.live]?.rows[0]?.id ?? ''
  }

  /** Lets the next update show one more page of what is known; false when all of it is shown. */
  showOlder(known: Conversation): boolean {
    const first = known.entries[0]?.seq
    if (first === undefined || this.from === null || this.from <= first) return false
    this.from = Math.max(first, this.from - PAGE_ROWS)
    return true
  }

  /**
   * @param atEnd whether the reader is at the newest message, so that the oldest rows may go
   * @returns what changes on the screen; empty when nothing does
   */
  update(known: Conversation, pending: readonly Pending[], atEnd: boolean): Patch {
    this.settleStart(known)
    const first = known.entries[0]?.seq ?? 0
    const shown = this.from === null ? [] : known.entries.slice(this.from - first)
    const wanted = viewRows(shown, pending, this.texts, this.language, this.timed)
    if (wanted[0]) this.timed.add(wanted[0].id)
    const patch = this.differences(wanted)
    if (atEnd) this.takeAway(wanted.length, patch)
    return patch
  }

  private settleStart({ entries, epoch }: Conversation): void {
    const first = entries[0]?.seq
    const last = entries[entries.length - 1]?.seq
    const { from } = this
    const known = first !== undefined && last !== undefined && from !== null && epoch === this.epoch
    if (known && from >= first && from <= last) return
    this.epoch = epoch
    this.from = entries[Math.max(0, entries.length - PAGE_ROWS)]?.seq ?? null
  }

  private differences(wanted: readonly Row[]): Patch {
    const older = wanted.findIndex(({ id }) => id === this.firstId)
    if (older < 0) return this.rebuild(wanted)
    const patch = this.changeTail(wanted.slice(older))
    if (older === 0) return patch
    this.pages = [...this.paged(wanted.slice(0, older)), ...this.pages.slice(this.live)]
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
      const next = this.pages[this.live + 1]?.rows[0]
      if (!page || !next?.id.startsWith('m')) return
      left -= page.rows.length
      this.pages[this.live] = { id: page.id, rows: [] }
      patch[`pages[${this.live}].rows`] = []
      this.live += 1
      this.from = Number(next.id.slice(1))
    }
  }
}
