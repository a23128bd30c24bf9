import type { EntryBody } from '@ccc-store/core/protocol'

/** What stands for an entry where there is room for one line: its kind, and its words if it has any. */
export interface Summary {
  kind: EntryBody['kind']
  text: string
}

/** @returns the words of a text, the name of a file, the title of a card; '' where only the kind can be told */
export function summaryOf(body: EntryBody): Summary {
  return { kind: body.kind, text: wordsOf(body) }
}

function wordsOf(body: EntryBody): string {
  switch (body.kind) {
    case 'text':
    case 'menu':
    case 'message_left':
      return body.text
    case 'file':
      return body.file.name
    case 'location':
      return body.name || body.address
    case 'link':
      return body.title
    case 'card':
      return body.card.title
    default:
      return ''
  }
}

const SPEECH: ReadonlySet<EntryBody['kind']> = new Set<EntryBody['kind']>([
  'text',
  'image',
  'voice',
  'video',
  'file',
  'location',
  'link',
  'card',
])

/** Whether a person says this: it can be answered, quoted and taken back. */
export const isSpeech = (body: EntryBody): boolean => SPEECH.has(body.kind)
