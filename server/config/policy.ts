import type { SocketCaps } from '../channels/socket/socket-census'
import type { RateName } from '../limits/limiter'
import type { Rate } from '../limits/rate'

/*
 * What this server allows, in one place: how much, how often, how long. An operator changes the limits that have a setting
 * (limit-settings.ts), and nothing else of this. What the protocol promises to clients (lengths, sizes of files, the time to recall) is in
 * core/protocol/limits.ts.
 */

export const MEGABYTE = 1_048_576
const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const DAY_SECONDS = DAY_MS / 1_000

/** Generous for people, also for many of them behind one address of a mobile network; tight for machines. */
export const DEFAULT_LIMITS: Readonly<Record<RateName, Rate>> = {
  customerLoginPerAddress: { points: 600, seconds: 60 },
  // Wrong passwords. Where an account has not logged in before: of one role from one address …
  staffLoginPerAddress: { points: 60, seconds: 60 },
  // … for one account from one address …
  staffLoginPerAccountHere: { points: 10, seconds: 60 },
  // … and for one account from all such addresses.
  staffLoginPerAccount: { points: 100, seconds: 3_600 },
  // Where an account has logged in before, only those for it from there: 20 at once, then one after each wait of 1, 2, 4 …
  // 60 seconds. That is fewer than 100 an hour, and one more for each time that its owner logs in.
  staffLoginWhereKnown: { points: 20, seconds: 3_600 },
  // a phone that was offline sends what it kept all at once
  commandsPerCustomer: { points: 100, seconds: 20 },
  // what people write and have written (COMMAND_BYTES): a customer fills the disk by no more than this a day
  bytesPerCustomer: { points: 20 * MEGABYTE, seconds: DAY_SECONDS },
  bytesPerAgent: { points: 500 * MEGABYTE, seconds: DAY_SECONDS },
  // read marks and signs of typing; those beyond it are passed over
  marksPerPerson: { points: 60, seconds: 20 },
  uploadsPerPerson: { points: 60, seconds: 300 },
  // parts of a film count like files: ten for each customer who may log in from there in the same time
  downloadsPerAddress: { points: 6_000, seconds: 60 },
  // pages of 50: more than anybody reads in that time; coming back from a position counts ten, which it may be as large as
  historyPerPerson: { points: 200, seconds: 20 },
  // a socket that sends faster is read no faster
  framesPerSocket: { points: 100, seconds: 1 },
}

/** Sockets that may be open at once. */
export const SOCKET_CAPS: SocketCaps = {
  total: 20_000,
  // a mobile network may have thousands of phones behind one address
  perAddress: 2_000,
  // those that have not said hello yet: an honest client does so at once
  strangersPerAddress: 100,
  // a phone, a tablet, and lines that broke without a word
  perCustomer: 5,
  // a tab for each screen
  perAgent: 20,
}

/** Bytes that a socket may send before it has said hello. The hello of a desk with 200 sessions fits. */
export const STRANGER_BYTES = 20_480

/** What a command counts besides its own bytes: what the flow answers, a session that it opens. */
export const COMMAND_BYTES = 4_096

/** Characters of a password that somebody chooses. */
export const MIN_PASSWORD_LENGTH = 12

/** How long a shop's signature vouches for a card or attributes. */
export const SHOP_SIGNATURE_SECONDS = 600

/** Addresses from which an account logged in that are remembered, so that nobody elsewhere can lock its owner out there. */
export const KNOWN_ADDRESSES_PER_ACCOUNT = 20

/** How long an address is remembered after the last log-in from there. */
export const KNOWN_ADDRESS_MS = 90 * DAY_MS

/** How long a token lasts. Customers stay logged in as mini-programs do; staff log in once a working day. */
export const TOKEN_MS = {
  customer: 7 * DAY_MS,
  agent: 12 * HOUR_MS,
  admin: 12 * HOUR_MS,
} as const

/** How long a login lasts, through however many refreshes: then the customer has to prove anew who they are. */
export const LOGIN_MS = {
  customer: 90 * DAY_MS,
  agent: 12 * HOUR_MS,
  admin: 12 * HOUR_MS,
} as const

/** Tokens that a person may hold: one for each device, and for each refresh whose answer got lost. */
export const TOKENS_PER_PERSON = 50

/** Pixels of a picture. A screen needs four bytes for each, 200 MB in all. */
export const MAX_IMAGE_PIXELS = 50_000_000

/** Bytes a day. */
export interface UploadQuotas {
  customer: number
  agent: number
}

/** Bytes that a person may upload within a day; what was taken back or never sent, and is gone, counts no more. */
export const UPLOAD_BYTES_PER_DAY: UploadQuotas = {
  customer: 1_024 * MEGABYTE,
  agent: 5 * 1_024 * MEGABYTE,
}

/** Uploads of one person that may be on their way at once. */
export const UPLOADS_AT_ONCE = 6

/** Free bytes of the disk below which nothing more is uploaded: messages are still written … */
export const UPLOAD_FLOOR_BYTES = 1_024 * MEGABYTE

/** … and below which the server counts as not fit for work (/readyz), and takes nothing more from customers. */
export const DISK_FLOOR_BYTES = 200 * MEGABYTE

/** How long the answer of /readyz holds, and that of the disk: asking more often costs no write. */
export const READINESS_MS = 2_000

/** How long a request may take to come in. */
export const REQUEST_MS = {
  headers: 10_000,
  // all but uploads
  body: 10_000,
  // the largest upload over a slow line: 50 MB at 90 KB a second
  upload: 10 * MINUTE_MS,
} as const

/** How long a flow waits for the customer's next word, unless the operator sets another time. */
export const FLOW_IDLE_HOURS = 24

/** When those who wait are told that their place has changed. */
export const QUEUE_NOTICES = {
  /** so many of the first ones at once … */
  atOnce: 20,
  /** … and the others this often at most … */
  everyMs: 1_000,
  // … once so great a share of those ahead of them has gone: one in fifty
  leastShare: 0.02,
} as const

/** How often each socket is asked whether it is still there; one that did not answer the last time is closed. */
export const HEARTBEAT_SECONDS = 30
