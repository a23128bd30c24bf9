import type { CustomerPhase, WireError } from '@ccc-store/core/protocol'
import type { Patch, RowPage } from '../store/view-window'
import type { Quoted } from './row-actions'
import { noStatus } from './status-line'

/** The component that shows a chat. */
export interface ChatScreen {
  /** `setData`: called once at most for each frame from the server */
  show(patch: Patch): void
  /** the first answer of the call centre is on the screen */
  ready(): void
  stateChange(state: { phase: CustomerPhase; connection: string }): void
  error(error: WireError): void
}

const pages: RowPage[] = []
const tags: string[] = []
const nothingLeft: { text: string; contact?: string } = { text: '' }
const quote: Quoted | null = null

/** What a screen shows before it knows anything. */
export const emptyScreen = {
  pages,
  status: noStatus,
  /** who serves; no header without a name */
  agent: { name: '', staffNo: '' },
  typing: false,
  /** ids of rows: whose menu can be answered, whose rating can be given, the newest read by the agent, the first unread */
  menuId: '',
  rateId: '',
  readId: '',
  unreadId: '',
  into: '',
  fresh: 0,
  loading: false,
  avatar: '',
  keyboard: 0,
  sheet: '',
  tags,
  lowTags: tags,
  left: nothingLeft,
  quote,
}
