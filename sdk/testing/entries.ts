import {
  CccError,
  type Content,
  type CustomerState,
  type CustomerWelcome,
  type Entry,
  type EntryBody,
  type EntryFrom,
  type ErrorCode,
  type FileRef,
  type WireError,
} from '@ccc-store/core/protocol'
import type { LocalFile } from '../platform/local-file'

const START = 1_700_000_000_000

export const agent: EntryFrom = { role: 'agent', name: '小林', staffNo: '1001' }
export const flow: EntryFrom = { role: 'system' }
export const customer: EntryFrom = { role: 'customer' }

/** One entry, a second after the one before it. */
export function entry(seq: number, body: EntryBody, from: EntryFrom = flow, clientId?: string): Entry {
  const made: Entry = { seq, sessionId: 's1', at: START + seq * 1_000, from, body }
  return clientId === undefined ? made : { ...made, clientId }
}

/** A file as the log names it. */
export const fileRef = (fileId: string): FileRef => ({
  fileId,
  name: `${fileId}.png`,
  size: 1_000,
  mime: 'image/png',
  url: `/v1/files/${fileId}?e=1&s=1`,
})

/** What the log keeps of what was sent. */
export function bodyOf(content: Content): EntryBody {
  switch (content.kind) {
    case 'text': {
      const { kind, text, quote } = content
      return quote === undefined
        ? { kind, text }
        : { kind, text, quote: { seq: quote, kind: 'text', name: '', text: 'quoted' } }
    }
    case 'image':
      return { kind: content.kind, file: fileRef(content.fileId), width: content.width, height: content.height }
    case 'voice':
      return { kind: content.kind, file: fileRef(content.fileId), seconds: content.seconds }
    case 'video': {
      const { kind, fileId, seconds, width, height } = content
      return { kind, file: fileRef(fileId), seconds, width, height }
    }
    case 'file':
      return { kind: content.kind, file: fileRef(content.fileId) }
    default:
      return content
  }
}

export const text = (seq: number, said = `message ${seq}`, from: EntryFrom = agent, clientId?: string): Entry =>
  entry(seq, { kind: 'text', text: said }, from, clientId)

/** The entries `first` … `last`, all of them texts of the agent. */
export const texts = (first: number, last: number): Entry[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => text(first + index))

export const inFlow: CustomerState = { phase: 'flow', sessionId: 's1' }
export const serving: CustomerState = {
  phase: 'serving',
  sessionId: 's1',
  agent: { name: '小林', staffNo: '1001' },
}

/** A reset with these entries. */
export const reset = (entries: Entry[], state: CustomerState = inFlow, epoch = 'e1'): CustomerWelcome => ({
  t: 'welcome',
  mode: 'reset',
  epoch,
  head: entries[entries.length - 1]?.seq ?? 0,
  entries,
  state,
})

export const refusal: WireError = { code: 'RATE_LIMITED', zh: '操作过于频繁', en: 'Too many requests', retry: true }

/** An error as the call centre writes it. */
export const wireOf = (code: ErrorCode): WireError => new CccError(code).toWire()

/** A picture on the phone. */
export const photo = (name = 'photo.jpg'): LocalFile => ({
  kind: 'image',
  path: `wxfile://tmp/${name}`,
  name,
  size: 1_000,
  width: 300,
  height: 200,
})
