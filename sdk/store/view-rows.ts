import { normalizeKeyword } from '@ccc-store/core/flow'
import type { Entry, MenuOption } from '@ccc-store/core/protocol'
import { fill, type Language, type Texts } from '../texts/texts'
import type { Pending } from './outbox'

/** One line of the message list. Plain data of a size that does not depend on the length of the log. */
export interface Row {
  /** `m` and eight digits of the seq; `p` and the command id while the log does not show it */
  id: string
  kind: 'text' | 'menu' | 'event'
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
  options?: readonly MenuOption[]
  /** index of the option that was chosen; -1 while there is none */
  chosen?: number
}

/** A pause longer than this gets a time line. */
const PAUSE_MS = 5 * 60_000

export const rowId = (seq: number): string => `m${String(seq).padStart(8, '0')}`

/** What stands for a name in a small square: the last character of a Chinese one, the first of any other. */
function initial(name: string): string {
  const characters = Array.from(name.trim())
  const last = characters[characters.length - 1] ?? ''
  return /[\u3400-\u9fff]/.test(last) ? last : (characters[0] ?? '').toUpperCase()
}

/**
 * Turns entries and what is still on its way into rows, oldest first. Events that say nothing to the customer have no
 * row.
 * @param timed ids of rows that keep their time line and name, whatever comes before them
 */
export function viewRows(
  entries: readonly Entry[],
  pending: readonly Pending[],
  texts: Texts,
  language: Language,
  timed: ReadonlySet<string> = new Set(),
): Row[] {
  const rows: Row[] = []
  let shownAt = 0
  let speaker = ''
  let menu: Row | null = null

  const push = (row: Row, at: number): void => {
    if (rows.length === 0 || at - shownAt > PAUSE_MS || timed.has(row.id)) row.time = at
    shownAt = at
    rows.push(row)
  }
  const said = (text: string): void => {
    if (!menu?.options) return
    const typed = normalizeKeyword(text)
    const byKeyword = menu.options.findIndex(({ keyword }) => normalizeKeyword(keyword) === typed)
    menu.chosen = byKeyword >= 0 ? byKeyword : menu.options.findIndex(({ name }) => normalizeKeyword(name) === typed)
    if (menu.chosen >= 0) menu = null
  }

  for (const { seq, from, body, at } of entries) {
    const id = rowId(seq)
    if (body.kind === 'event') {
      if (body.event === 'session_closed') menu = null
      const text = eventText(body, from, texts)
      if (text) push({ id, kind: 'event', side: 'none', text, time: 0 }, at)
      speaker = ''
      continue
    }
    const text = body.kind === 'unknown' ? texts.unknown : body.text
    if (from.role === 'customer') {
      speaker = ''
      said(text)
      push({ id, kind: 'text', side: 'own', text, time: 0 }, at)
      continue
    }
    const kind = body.kind === 'menu' ? 'menu' : 'text'
    const row: Row = { id, kind, side: 'other', text, time: 0, face: '' }
    const who = from.role === 'agent' ? fill(texts.agent, from) : texts.service
    if (who !== speaker || timed.has(id)) row.who = who
    speaker = who
    if (from.role === 'agent') row.face = initial(from.name)
    if (body.kind === 'menu') {
      row.options = body.options
      row.chosen = -1
      menu = row
    }
    push(row, at)
  }

  for (const { command, at, status, error } of pending) {
    if (command.t !== 'send') continue
    const row: Row = { id: `p${command.id}`, kind: 'text', side: 'own', text: command.content.text, time: 0 }
    if (status === 'failed') {
      row.status = status
      row.reason = error?.[language] ?? texts.failed
    } else {
      said(row.text)
      if (status === 'sending') row.status = status
    }
    push(row, at)
  }
  return rows
}

function eventText(body: Extract<Entry['body'], { kind: 'event' }>, from: Entry['from'], texts: Texts): string {
  switch (body.event) {
    case 'session_started':
      return ''
    case 'queued':
      return texts.eventQueued
    case 'agent_joined':
      return from.role === 'agent' ? fill(texts.eventJoined, from) : ''
    case 'session_closed':
      return {
        flow_ended: texts.eventFlowEnded,
        no_agent: texts.eventNoAgent,
        agent_ended: texts.eventAgentEnded,
        customer_timeout: texts.eventTimeout,
        other: texts.eventFlowEnded,
      }[body.reason]
  }
}

/** Whether two rows look the same. */
export function sameRow(a: Row, b: Row): boolean {
  return (
    a.id === b.id &&
    a.kind === b.kind &&
    a.side === b.side &&
    a.text === b.text &&
    a.time === b.time &&
    a.who === b.who &&
    a.face === b.face &&
    a.status === b.status &&
    a.reason === b.reason &&
    a.options === b.options &&
    a.chosen === b.chosen
  )
}
