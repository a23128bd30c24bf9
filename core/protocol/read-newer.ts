import type { CloseReason, EntryBody } from './entry'

const KINDS: ReadonlySet<unknown> = new Set<EntryBody['kind']>([
  'text',
  'image',
  'voice',
  'video',
  'file',
  'location',
  'link',
  'card',
  'menu',
  'event',
  'rating_invite',
  'rating',
  'message_left',
  'recall',
  'recalled',
  'unknown',
])
type EventName = Extract<EntryBody, { kind: 'event' }>['event']
const EVENTS: ReadonlySet<unknown> = new Set<EventName>(['session_started', 'queued', 'agent_joined', 'session_closed'])
const REASONS: ReadonlySet<unknown> = new Set<CloseReason>([
  'flow_ended',
  'no_agent',
  'agent_ended',
  'customer_timeout',
  'customer_left',
  'customer_ended',
  'blocked',
  'other',
])

type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

/**
 * Mini-programs stay in use long after a server was updated, so a server may send entries that a client does not know
 * yet. This marks them `unknown`, and reasons `other`, before the frame is read by its schema; everything else stays.
 * @param frame a frame as parsed from JSON; its entries are changed in place
 */
export function readNewer(frame: unknown): unknown {
  if (!isFields(frame)) return frame
  if (Array.isArray(frame.entries)) for (const entry of frame.entries) if (isFields(entry)) markEntry(entry)
  if (isFields(frame.state)) markReason(frame.state, 'closeReason')
  return frame
}

/** The same for what an agent's client gets, where sessions have reasons too. */
export function readNewerDesk(frame: unknown): unknown {
  if (isFields(frame) && isFields(frame.desk) && Array.isArray(frame.desk.sessions)) {
    for (const session of frame.desk.sessions) if (isFields(session)) markReason(session, 'closeReason')
  }
  return readNewer(frame)
}

function markEntry(entry: Fields): void {
  const { body } = entry
  if (!isFields(body)) return
  const known = KINDS.has(body.kind) && (body.kind !== 'event' || EVENTS.has(body.event))
  if (!known) entry.body = { kind: 'unknown' }
  else markReason(body, 'reason')
}

function markReason(fields: Fields, name: string): void {
  if (typeof fields[name] === 'string' && !REASONS.has(fields[name])) fields[name] = 'other'
}
