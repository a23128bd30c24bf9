import { type Entry, RECALL_MS } from '@ccc-store/core/protocol'
import type { Row } from '../store/view-rows'
import type { Texts } from '../texts/texts'

/** What a long press on a message offers; each has a text of its name. */
export type RowAction = 'copy' | 'quote' | 'recall' | 'resend' | 'remove'

/** What the next message answers. */
export interface Quoted {
  seq: number
  name: string
  text: string
}

const SPEECH = new Set(['text', 'image', 'voice', 'video', 'file', 'location', 'link', 'card'])

/**
 * What can be done with a row.
 * @param entry the entry it shows; undefined while it is on its way
 * @param now milliseconds, on this phone's clock: where that is wrong, the call centre refuses
 */
export function rowActions(row: Row | undefined, entry: Entry | undefined, now: number): RowAction[] {
  if (!row || row.kind === 'event') return []
  const actions: RowAction[] = row.text === '' ? [] : ['copy']
  if (entry && (SPEECH.has(entry.body.kind) || entry.body.kind === 'menu')) {
    actions.push('quote')
    const isOwn = entry.from.role === 'customer'
    if (isOwn && SPEECH.has(entry.body.kind) && now - entry.at < RECALL_MS) actions.push('recall')
  }
  if (row.status === 'failed' && !row.final) actions.push('resend')
  // not called `cancel`, which is how the phone calls the way out of its list
  if (row.status === 'failed' || row.progress !== undefined) actions.push('remove')
  return actions
}

/** An entry as it is quoted: its words, or what it is. */
export function quoteOf({ seq, from, body }: Entry, texts: Texts): Quoted {
  const name = from.role === 'agent' ? from.name : from.role === 'customer' ? texts.me : texts.service
  if ('text' in body) return { seq, name, text: body.text.slice(0, 100) }
  const words: Record<string, string> = texts
  return { seq, name, text: `[${words[body.kind] || texts.unknown}]` }
}
