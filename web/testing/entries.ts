import type {
  Content,
  Desk,
  DeskSession,
  Entry,
  EntryBody,
  EntryFrom,
  FileRef,
  SessionEntries,
} from '@ccc-store/core/protocol'

export const customer: EntryFrom = { role: 'customer' }
export const agent: EntryFrom = { role: 'agent', name: '小云', staffNo: '1001' }
export const flow: EntryFrom = { role: 'system' }

/** A text at `seq`, said `seq` seconds after 1970. */
export const text = (seq: number, from: EntryFrom = customer, words = `text ${seq}`): Entry => ({
  seq,
  sessionId: 's1',
  at: seq * 1_000,
  from,
  body: { kind: 'text', text: words },
})

/** The content of a text message. */
export const words = (text: string): Content => ({ kind: 'text', text })

/** Any entry at `seq`. */
export const entry = (seq: number, body: EntryBody, from: EntryFrom = customer): Entry => ({ ...text(seq, from), body })

export const fileRef = (fileId: string, name = `${fileId}.png`): FileRef => ({
  ...{ fileId, name, size: 1_024, mime: 'image/png' },
  url: `/v1/files/${fileId}?e=1&s=x`,
})

/** The texts `first` … `last`. */
export const texts = (first: number, last: number): Entry[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => text(first + index))

export const joined = (seq: number): Entry => ({ ...text(seq, agent), body: { kind: 'event', event: 'agent_joined' } })

export const frame = (entries: Entry[], reset = false, sessionId = 's1'): SessionEntries => ({
  t: 'entries',
  sessionId,
  reset,
  entries,
})

export const session = (sessionId = 's1', phase: DeskSession['phase'] = 'serving', startedAt = 0): DeskSession => ({
  sessionId,
  phase,
  customer: { customerId: `customer-of-${sessionId}`, name: '' },
  skillGroupName: '在线服务组',
  startedAt,
})

export const desk = (...sessions: DeskSession[]): Desk => ({
  agent: { agentId: 'a1', name: '小云', staffNo: '1001' },
  status: 'online',
  sessions,
  queues: [],
})
