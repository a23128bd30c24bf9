import { type CustomerServerFrame, type CustomerState, type EntryBody, readNewer } from '@ccc-store/core/protocol'
import { isObject } from '../../login/is-object'
import { isCustomerServerFrame } from '../check-frame'
import type { Message } from './chat-sdk'

/** What a message of the call centre says. */
export interface Reading {
  epoch: string
  /** when it was read from the log, on the server's clock, ms */
  at: number
  /** of its entry, if it has one */
  seq: number | null
  /** null when there was no room for it: the log has it */
  frame: CustomerServerFrame | null
}

type Part = Pick<Message, 'payload' | 'cloudCustomData'>

/**
 * Reads what the server sent along with a message (docs/tencent-chat.md).
 * @param state stands where nothing is said of the state
 * @returns null for a message that is not the call centre's
 */
export function readMessage(message: Part, state: CustomerState): Reading | null {
  const payload: unknown = message.payload
  const custom = isObject(payload) ? fromJson(payload.data) : null
  const ccc = cccOf(fromJson(message.cloudCustomData)) ?? cccOf(custom)
  if (!ccc || typeof ccc.epoch !== 'string' || typeof ccc.at !== 'number') return null
  const { epoch, at } = ccc
  const seq = typeof ccc.seq === 'number' ? ccc.seq : null
  return { epoch, at, seq, frame: frameOf(ccc, payload, custom, state) }
}

function frameOf(
  ccc: Record<string, unknown>,
  payload: unknown,
  custom: unknown,
  state: CustomerState,
): CustomerServerFrame | null {
  const body = isObject(ccc.entry) ? bodyOf(payload, custom) : null
  const entries = isObject(ccc.entry) && body ? [{ ...ccc.entry, body }] : null
  const given = entries ? { t: 'entries', entries } : ccc.frame
  if (!isObject(given)) return null
  const frame = readNewer(given.t === 'entries' ? { state, ...given } : given)
  return isCustomerServerFrame(frame) ? frame : null
}

/**
 * The body of an entry as the message itself shows it to any client, for entries that do not fit in twice: texts, and
 * the payloads of the customer-service plugin (15 branch, 22 card, 9 and 24 rating).
 */
export function bodyOf(payload: unknown, custom: unknown): EntryBody | null {
  if (isObject(payload) && typeof payload.text === 'string') return { kind: 'text', text: payload.text }
  if (!isObject(custom)) return null
  const content = isObject(custom.content) ? custom.content : {}
  switch (custom.src) {
    case 15:
      return { kind: 'menu', text: words(content.header), options: optionsOf(content.items) }
    case 22: {
      const picture = words(content.pic)
      const card = { type: 'product' as const, title: words(content.header), description: words(content.desc) }
      return { kind: 'card', card: /^https?:/.test(picture) ? { ...card, picture } : card }
    }
    case 9:
    case 24:
      return { kind: 'rating_invite', tags: [] }
    default:
      return null
  }
}

const optionsOf = (items: unknown) =>
  Array.isArray(items)
    ? items.filter(isObject).map(({ content, desc }) => ({ keyword: words(desc), name: words(content) }))
    : []

const words = (value: unknown): string => (typeof value === 'string' ? value : '')

const cccOf = (value: unknown) => (isObject(value) && isObject(value.ccc) ? value.ccc : null)

function fromJson(text: unknown): unknown {
  try {
    return typeof text === 'string' && text !== '' ? JSON.parse(text) : null
  } catch {
    return null
  }
}
