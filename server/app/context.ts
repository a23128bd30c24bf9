import type { Bus } from '../bus/bus'
import type { QueueNotices } from '../bus/queue-notices'
import type { Clock } from '../clock'
import type { UploadQuotas } from '../config/policy'
import type { FileLinks } from '../files/file-links'
import type { FileStore } from '../files/file-store'
import type { Limiter } from '../limits/limiter'
import type { Store } from '../store/store'
import type { WechatGateway } from './ports'
import type { QueuePaces } from './routing/queue-paces'

/** What a use case works with. */
export interface AppContext {
  store: Store
  bus: Bus
  clock: Clock
  wechat: WechatGateway
  limiter: Limiter
  uploads: UploadQuotas
  /** how long a flow waits for the customer's next word; 0: for ever */
  flowIdleMs: number
  files: FileStore
  links: FileLinks
  queuePaces: QueuePaces
  queueNotices: QueueNotices
  /** of the disk, as it was a moment ago: every command may ask */
  freeBytes: () => Promise<number>
}
