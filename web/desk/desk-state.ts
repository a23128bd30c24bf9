import type { Desk } from '@ccc-store/core/protocol'
import type { Earliers } from './earlier'
import type { Outbox } from './outbox'
import type { Transcripts } from './transcripts'
import type { Uploads } from './uploads'

/** All that an agent's desk shows. Never changed in place, so that a view can tell what is new. */
export interface DeskState {
  /** null before the first welcome */
  desk: Desk | null
  transcripts: Transcripts
  /** by session: what the agent scrolled back to, of earlier sessions too */
  earlier: Earliers
  outbox: Outbox
  uploads: Uploads
  /** by session: seq up to which the agent has read */
  read: ReadonlyMap<string, number>
  /** sessions whose customer is typing */
  typing: ReadonlySet<string>
  /** ended sessions the agent has put away */
  dismissed: ReadonlySet<string>
}

export const emptyDesk: DeskState = {
  desk: null,
  transcripts: new Map(),
  earlier: new Map(),
  outbox: [],
  uploads: [],
  read: new Map(),
  typing: new Set(),
  dismissed: new Set(),
}
