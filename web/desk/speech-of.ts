import type { Content, Entry, FileRef, Quote, Speech } from '@ccc-store/core/protocol'
import { summaryOf } from './summary'

/**
 * What is being said, in the shape that the log will give it.
 * @param file that the content names; without it only its id is known
 * @param entries of the conversation, to show what is quoted
 */
export function speechOf(content: Content, file: FileRef | undefined, entries: readonly Entry[]): Speech {
  switch (content.kind) {
    case 'text': {
      const { quote: seq, ...text } = content
      return seq === undefined ? text : { ...text, quote: quoteOf(seq, entries) }
    }
    case 'image':
    case 'voice':
    case 'video':
    case 'file': {
      const { fileId, ...rest } = content
      return { ...rest, file: file ?? { fileId, name: '', size: 0, mime: '' } }
    }
    default:
      return content
  }
}

/** An entry as a quote shows it; one that is not here is quoted without words. */
export function quoteOf(seq: number, entries: readonly Entry[]): Quote {
  const entry = entries.find((each) => each.seq === seq)
  if (!entry) return { seq, kind: 'unknown', name: '', text: '' }
  const { from, body } = entry
  return { seq, name: from.role === 'agent' ? from.name : '', ...summaryOf(body) }
}
