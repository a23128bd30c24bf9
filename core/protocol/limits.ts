/** Version of the socket protocol, sent in every hello. */
export const PROTOCOL_VERSION = 1

/** UTF-16 units in one text message: most characters are one, emoji two or more. */
export const MAX_TEXT_LENGTH = 4_000

/** Bytes in one frame from a client. A text of MAX_TEXT_LENGTH units, each escaped, still fits. */
export const MAX_FRAME_BYTES = 65_536

/** A client that missed more entries than this gets a reset with the newest ones instead of a resume. */
export const MAX_RESUME_ENTRIES = 500

/** Entries in a reset, and in one page of history. */
export const PAGE_ENTRIES = 50
