import type { Desk } from '@ccc-store/core/protocol'
import type { Outbox } from './outbox'
import type { Transcripts } from './transcripts'

/** All that an agent's desk shows. Never changed in place, so that a view can tell what is new. */
export interface DeskState {
  /** null before the first welcome */
  desk: Desk | null
  transcripts: Transcripts
  outbox: Outbox
  /** by session: seq up to which the agent has read */
  read: ReadonlyMap<string, number>
  /** ended sessions the agent has put away */
  dismissed: ReadonlySet<string>
}

export const emptyDesk: DeskState = {
  desk: null,
  transcripts: new Map(),
  outbox: [],
  read: new Map(),
  dismissed: new Set(),
}
