import { CccError, type Content, type EntryBody, type FileRef, type Quote, type Speech } from '@ccc-store/core/protocol'
import type { Tx } from '../../store/store'
import { isVouchedFor } from '../customers/shop-signature'

/** Characters of a quoted text that its answer shows. */
const QUOTED_LENGTH = 100

/** Where it is said. */
interface Place {
  conversationId: string
  sessionId: string
}

/**
 * What a person says, as the log keeps it: files are taken by their ids, a quote is written out.
 * @param speaker `customer:<id>` or `agent:<id>`
 * @throws CccError FILE_UNKNOWN, ENTRY_UNKNOWN, SHOP_SIGNATURE_INVALID
 */
export async function speechOf(tx: Tx, speaker: string, place: Place, content: Content): Promise<Speech> {
  switch (content.kind) {
    case 'text': {
      const { quote, ...text } = content
      return quote === undefined ? text : { ...text, quote: await quoteOf(tx, place.conversationId, quote) }
    }
    case 'image':
    case 'voice':
    case 'video':
    case 'file': {
      const { fileId, ...rest } = content
      const file = await fileOf(tx, speaker, place, content.kind, fileId)
      return { ...rest, file }
    }
    case 'card': {
      const { signature, ...card } = content
      // an agent's word needs nobody to vouch for it
      const isVouched =
        speaker.startsWith('customer:') &&
        (await isVouchedFor(tx, place.conversationId, 'card', content.card, signature))
      return isVouched ? { ...card, verified: true } : card
    }
    default:
      return content
  }
}

async function fileOf(
  tx: Tx,
  speaker: string,
  { conversationId, sessionId }: Place,
  kind: 'image' | 'voice' | 'video' | 'file',
  fileId: string,
): Promise<FileRef> {
  const file = await tx.files.claim({ fileId, owner: speaker, kind, conversationId, sessionId })
  if (!file) throw new CccError('FILE_UNKNOWN')
  const { name, size, mime, posterId: poster } = file
  return { fileId, name, size, mime, ...(poster !== null && { poster }) }
}

async function quoteOf(tx: Tx, conversationId: string, seq: number): Promise<Quote> {
  const quoted = await tx.log.find(conversationId, seq)
  if (!quoted) throw new CccError('ENTRY_UNKNOWN')
  const { body, from } = quoted
  return {
    seq,
    kind: body.kind,
    name: from.role === 'agent' ? from.name : '',
    text: [...wordsOf(body)].slice(0, QUOTED_LENGTH).join(''),
  }
}

/** The words of an entry that stand for it. */
function wordsOf(body: EntryBody): string {
  switch (body.kind) {
    case 'text':
    case 'menu':
    case 'message_left':
      return body.text
    case 'file':
      return body.file.name
    case 'location':
      return body.name
    case 'link':
      return body.title
    case 'card':
      return body.card.title
    default:
      return ''
  }
}
