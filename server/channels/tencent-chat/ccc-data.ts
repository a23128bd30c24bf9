import type { CustomerServerFrame, CustomerState, Entry } from '@ccc-store/core/protocol'

/**
 * What rides along with a message to our own clients (docs/tencent-chat.md): a frame of the socket protocol, and where in
 * time and in the log it belongs.
 */
export interface CccData {
  epoch: string
  /** when it was read from the log, ms since 1970: of two states the later one holds */
  at: number
  /** the entry of this frame; alone when the frame has no room: the client reads the log then */
  seq?: number
  /** in an `entries` frame `state` may be missing: nothing is said about it */
  frame?: Exclude<CustomerServerFrame, { t: 'entries' }> | { t: 'entries'; entries: Entry[]; state?: CustomerState }
}

/** A message may have 12 KB; what is around this data is less than the rest. */
const MAX_BYTES = 11_500

/** An entry whose body the client reads from the message itself. */
type Bodiless = Pick<CccData, 'epoch' | 'at' | 'seq'> & { entry?: Omit<Entry, 'body'> }

/**
 * The data as JSON. When it is too long it goes without its frame: the client reads the log then, or the message itself.
 * @param others bytes of the rest of the message
 * @param isShownWhole whether the message shows all there is of the entry's body
 */
export function cccJson(data: CccData, others: number, isShownWhole = false): { ccc: CccData | Bodiless } {
  const whole = { ccc: data }
  if (Buffer.byteLength(JSON.stringify(whole)) + others <= MAX_BYTES) return whole
  const { frame, ...rest } = data
  const [entry] = frame?.t === 'entries' ? frame.entries : []
  if (!isShownWhole || !entry) return { ccc: rest }
  const { body, ...head } = entry
  return { ccc: { ...rest, entry: head } }
}
