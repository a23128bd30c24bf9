import { meantOption } from '@ccc-store/core/flow'
import type { Content, Entry, MenuOption, Quote, Speech } from '@ccc-store/core/protocol'
import { errorText, fill, type Language, type Texts } from '../texts/texts'
import type { Pending } from './outbox'
import { eventText, ratingText, withoutPlace } from './row-texts'

/** What a message shows besides words. Unsent files have no FileRef yet, only a name and a size. */
export type Attachment = Exclude<Speech, { kind: 'text' }> | Exclude<Content, { kind: 'text' }>

/** One line of the message list. Plain data of a size that does not depend on the length of the log. */
export interface Row {
  /** `m` and eight digits of the seq; `p` and the command id while the log does not show it */
  id: string
  /** `rate` is an invitation to rate; every kind of Speech but text is `attachment` */
  kind: 'text' | 'menu' | 'event' | 'rate' | 'attachment'
  side: 'own' | 'other' | 'none'
  text: string
  /** shown above the row when it is not 0: milliseconds since 1970-01-01 UTC */
  time: number
  /** who speaks, shown when that changes */
  who?: string
  /** one character for the speaker's name; empty for the flow */
  face?: string
  status?: 'sending' | 'failed'
  /** why it failed */
  reason?: string
  /** the same would be refused again */
  final?: boolean
  options?: readonly MenuOption[]
  /** index of the option that was chosen; -1 while there is none */
  chosen?: number
  quote?: Quote
  body?: Attachment
  /** address of the file, or its path on this phone while it is on its way */
  src?: string
  /** the same for the first frame of a film */
  poster?: string
  /** name and bytes of a file on its way, which has no FileRef yet */
  file?: { name: string; size: number }
  /** percent uploaded */
  progress?: number
  /** words that were taken back on this phone, to be written again */
  again?: string
}

/** What rows are made with, besides the log. */
export interface RowMaker {
  texts: Texts
  language: Language
  /** the address of a file from its path on the server; empty without one */
  fileUrl(path?: string): string
  /** what was taken back on this phone, by its seq */
  taken?: ReadonlyMap<number, string>
}

/** A pause longer than this gets a time line. */
const PAUSE_MS = 5 * 60_000

export const rowId = (seq: number): string => `m${String(seq).padStart(8, '0')}`

/** What stands for a name in a small square: the last character of a Chinese one, the first of any other. */
export function initial(name: string): string {
  const characters = Array.from(name.trim())
  const last = characters[characters.length - 1] || ''
  return /[\u3400-\u9fff]/.test(last) ? last : (characters[0] || '').toUpperCase()
}

/**
 * Turns entries and what is still on its way into rows, oldest first. What failed stands where it was said, by the
 * clock of this phone; it would else stay below all that is said later. Events that say nothing to the customer have no
 * row, and what the flow says with an event stands in that event's.
 * @param named ids of rows that keep the name of who speaks, whatever comes before them
 * @param isStart nothing comes before the first entry, so that its time is shown; else that depends on what is not known
 */
export function viewRows(
  entries: readonly Entry[],
  pending: readonly Pending[],
  { texts, language, fileUrl, taken }: RowMaker,
  named: ReadonlySet<string> = new Set(),
  isStart = true,
): Row[] {
  const rows: Row[] = []
  let shownAt = 0
  let speaker = ''
  let menu: Row | null = null
  /** the event that the flow may put in its own words, when that was, and what becomes of them */
  let told: { row: Row; at: number; words(text: string): string } | null = null
  /** when the flow last said something */
  let flowSaidAt = 0

  const push = (row: Row, at: number): void => {
    if (shownAt === 0 ? isStart : at - shownAt > PAUSE_MS) row.time = at
    shownAt = at
    rows.push(row)
  }
  const said = (text: string): void => {
    if (!menu?.options) return
    menu.chosen = meantOption(menu.options, text)
    if (menu.chosen >= 0) menu = null
  }
  const fillIn = (row: Row, body: Exclude<Entry['body'], { kind: 'event' | 'recall' | 'recalled' }>): void => {
    switch (body.kind) {
      case 'text':
        row.text = body.text
        if (body.quote) row.quote = body.quote
        break
      case 'menu':
        row.kind = 'menu'
        row.text = body.text
        row.options = body.options
        row.chosen = -1
        menu = row
        break
      case 'rating_invite':
        row.kind = 'rate'
        row.text = texts.rateInvite
        break
      case 'rating':
        row.text = ratingText(body, texts)
        break
      case 'message_left':
        row.text = fill(texts.leftMessage, { text: body.text, contact: body.contact || '' }).trim()
        break
      case 'unknown':
        row.text = texts.unknown
        break
      default:
        row.kind = 'attachment'
        row.body = body
        if (!('file' in body)) break
        row.src = fileUrl(body.file.url)
        row.poster = fileUrl(body.file.poster)
    }
  }

  const unsent = (item: Pending): void => {
    const { command, at, status, error, file } = item
    if (command.t !== 'send') return
    speaker = ''
    const row: Row = { id: `p${command.id}`, kind: 'text', side: 'own', text: '', time: 0 }
    const { content } = command
    if (content.kind === 'text') row.text = content.text
    else {
      row.kind = 'attachment'
      row.body = content
      if (file) {
        row.src = file.path
        row.file = { name: file.name, size: file.size }
        row.poster = file.poster || ''
      }
    }
    if (status === 'failed') {
      row.status = status
      row.reason = error ? errorText(error, texts, language) : texts.failed
      if (error && !error.retry) row.final = true
    } else {
      said(row.text)
      if (status !== 'sent') row.status = 'sending'
      if (status === 'uploading') row.progress = Math.round(item.progress || 0)
    }
    push(row, at)
  }

  const failed = pending.filter(({ status }) => status === 'failed')
  for (const { seq, from, body, at } of entries) {
    const id = rowId(seq)
    while (failed[0] && failed[0].at < at) failed.splice(0, 1).forEach(unsent)
    if (body.kind === 'recall') continue
    if (body.kind === 'event' || body.kind === 'recalled') {
      const name = body.kind === 'event' ? body.event : ''
      const isEnd = name === 'session_closed'
      if (isEnd) menu = null
      // why it ended is said once, in the flow's words where it has any
      const line = isEnd && flowSaidAt === at ? '' : eventText(body, from, texts)
      const row: Row = { id, kind: 'event', side: 'none', text: line, time: 0 }
      const words = taken?.get(seq)
      if (words && body.kind === 'recalled') row.again = words
      if (row.text) push(row, at)
      told = null
      if (name === 'queued') told = { row, at, words: withoutPlace }
      if (from.role === 'agent' && name === 'agent_joined') {
        // ours stay where the flow does not say who joined
        const words = (text: string) => (text.includes(from.staffNo) ? text : `${row.text}\n${text}`)
        told = { row, at, words }
      }
      speaker = ''
      continue
    }
    const flowText = from.role === 'system' && body.kind === 'text' ? body.text : ''
    if (flowText) flowSaidAt = at
    if (told && flowText && at === told.at) {
      const { row, words } = told
      if (row.text) rows.pop()
      row.text = words(flowText)
      row.id = id
      if (row.text) push(row, at)
      told = null
      continue
    }
    told = null
    const isOwn = from.role === 'customer'
    const row: Row = { id, kind: 'text', side: isOwn ? 'own' : 'other', text: '', time: 0 }
    fillIn(row, body)
    if (isOwn) {
      speaker = ''
      said(row.text)
    } else {
      const who = from.role === 'agent' ? fill(texts.agent, from) : texts.service
      if (who !== speaker || named.has(id)) row.who = who
      speaker = who
      row.face = from.role === 'agent' ? initial(from.name) : ''
    }
    push(row, at)
  }

  for (const item of pending) if (item.status !== 'failed' || failed.includes(item)) unsent(item)
  return rows
}

/** Whether two rows look the same. A body never changes, it is replaced. */
export function sameRow(a: Row, b: Row): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  for (const key of keys) {
    if (key !== 'file' && Reflect.get(a, key) !== Reflect.get(b, key)) return false
  }
  return true
}
