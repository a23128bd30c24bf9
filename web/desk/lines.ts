import type { CloseReason, Entry, EntryBody, EntryFrom, FileRef, WireError } from '@ccc-store/core/protocol'
import type { DeskState } from './desk-state'
import { entriesOf } from './desk-store'
import type { Pending } from './outbox'
import { speechOf } from './speech-of'
import type { Upload } from './uploads'

type BodyOf<Kind extends EntryBody['kind']> = Extract<EntryBody, { kind: Kind }>

/** What stands in a bubble. */
export type SaidBody = BodyOf<
  'text' | 'image' | 'voice' | 'video' | 'file' | 'location' | 'link' | 'card' | 'menu' | 'rating' | 'message_left'
>

interface LineBase {
  /** the same before and after the entry of a message arrives, so that it does not move */
  key: string
  /** ms since 1970 */
  at: number
  from: EntryFrom['role']
  /** who of the agents */
  agent?: { name: string; staffNo: string }
  /** of its entry, once it has one */
  seq?: number
}

/** Something said, by a person or by the flow. */
export interface SpeechLine extends LineBase {
  kind: 'speech'
  body: SaidBody
  state: 'sending' | 'sent' | 'failed'
  /** why it failed; null: the call centre could not be reached */
  error?: WireError | null
  /** of the command, to send it again */
  commandId?: string
  /** of the upload that has to be there first */
  uploadId?: string
  /** how much of it is there, from 0 to 1; not while it waits for others */
  progress?: number
}

/** Something that happened. */
export interface EventLine extends LineBase {
  kind: 'event'
  /** `unknown`: something that a newer server says */
  event: BodyOf<'event'>['event'] | 'rating_invite' | 'recalled' | 'unknown'
  reason?: CloseReason
}

export type Line = SpeechLine | EventLine

/** What the conversation pane shows of a session: its log, then what the agent said that is not in it yet. */
export function linesOf(state: DeskState, sessionId: string): Line[] {
  const entries = entriesOf(state, sessionId)
  const first = entries[0]?.seq ?? 0
  const said = entries.flatMap((entry) => lineOf(entry, first) ?? [])
  const agent = state.desk?.agent
  const mine: Mine = { from: 'agent', ...(agent && { agent: { name: agent.name, staffNo: agent.staffNo } }) }
  const unsaid = state.outbox.flatMap((item) => pendingLine(item, sessionId, mine, entries) ?? [])
  const coming = state.uploads.flatMap((upload) => (upload.sessionId === sessionId ? uploadLine(upload, mine) : []))
  return [...said, ...unsaid, ...coming]
}

/** One entry is always the same line, so that only what changes is drawn anew. */
const linesByEntry = new WeakMap<Entry, Line>()

/** @param first the oldest seq known */
function lineOf(entry: Entry, first: number): Line | undefined {
  const { body } = entry
  // the message itself says that it was taken back, unless it is too old to be here
  if (body.kind === 'recall' && body.target >= first) return undefined
  const known = linesByEntry.get(entry)
  if (known) return known
  const line = newLine(entry)
  linesByEntry.set(entry, line)
  return line
}

function newLine({ seq, at, from, body, clientId }: Entry): Line {
  const agent = from.role === 'agent' ? { agent: { name: from.name, staffNo: from.staffNo } } : {}
  const base = { key: clientId ?? `#${seq}`, seq, at, from: from.role, ...agent }
  switch (body.kind) {
    case 'event':
      return {
        ...base,
        kind: 'event',
        event: body.event,
        ...(body.event === 'session_closed' && { reason: body.reason }),
      }
    case 'recall':
    case 'recalled':
      return { ...base, kind: 'event', event: 'recalled' }
    case 'rating_invite':
    case 'unknown':
      return { ...base, kind: 'event', event: body.kind }
    default:
      return { ...base, kind: 'speech', body, state: 'sent' }
  }
}

type Mine = Pick<LineBase, 'from' | 'agent'>

function pendingLine(item: Pending, sessionId: string, mine: Mine, entries: readonly Entry[]): SpeechLine | undefined {
  const { command, at, status, error, file } = item
  if (command.t !== 'send' || command.sessionId !== sessionId) return undefined
  return {
    ...mine,
    ...{ kind: 'speech', key: command.id, at },
    body: speechOf(command.content, file, entries),
    // acknowledged is durable (P1), but the line is not in its place before the log shows it
    state: status === 'failed' ? 'failed' : 'sending',
    commandId: command.id,
    ...(error && { error }),
  }
}

function uploadLine({ id, at, content, file, status, error, progress }: Upload, mine: Mine): SpeechLine {
  return {
    ...mine,
    ...{ kind: 'speech', key: id, at },
    body: bodyOf(content, file),
    ...{ state: status === 'failed' ? 'failed' : 'sending', error, uploadId: id },
    ...(status === 'uploading' && { progress }),
  }
}

function bodyOf(content: Upload['content'], file: FileRef): SaidBody {
  switch (content.kind) {
    case 'image':
      return { ...content, file }
    case 'voice':
      return { ...content, file }
    case 'video':
      return { ...content, file }
    case 'file':
      return { ...content, file }
  }
}
