/** Version of the socket protocol, sent in every hello. */
export const PROTOCOL_VERSION = 1

/** UTF-16 units in one text message: most characters are one, emoji two or more. */
export const MAX_TEXT_LENGTH = 4_000

/** Bytes in one frame from a client. A text of MAX_TEXT_LENGTH units, each escaped, still fits. */
export const MAX_FRAME_BYTES = 65_536

/** Fields and list items in one frame, all levels together. The most that a client needs is the hello of a full desk. */
export const MAX_FRAME_PARTS = 300

/** Objects and lists inside each other in one frame. A card in a message is the deepest, three below its frame. */
export const MAX_FRAME_DEPTH = 6

/** A client that missed more entries than this gets a reset with the newest ones instead of a resume. */
export const MAX_RESUME_ENTRIES = 500

/** Entries in a reset, and in one page of history. */
export const PAGE_ENTRIES = 50

/** A voice message, as long as in WeChat. */
export const MAX_VOICE_SECONDS = 60

/** A message can be taken back for this long, as in WeChat. */
export const RECALL_MS = 120_000

/** An invitation to rate can be answered for this long. */
export const RATING_MS = 24 * 3_600_000

/** Unread messages are counted up to here; a client shows 99+. */
export const MAX_UNREAD = 100

/** Bytes of one uploaded file, by what it is sent as. */
export const MAX_FILE_BYTES = {
  image: 10 * 1_024 * 1_024,
  voice: 2 * 1_024 * 1_024,
  video: 50 * 1_024 * 1_024,
  file: 50 * 1_024 * 1_024,
} as const

/** Characters of a film's first frame, which is uploaded in base64. */
export const MAX_POSTER_LENGTH = 200 * 1_024
