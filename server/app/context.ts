import type { Kysely } from 'kysely'
import type { Bus } from '../bus/bus'
import type { WechatGateway } from '../channels/wechat/gateway'
import type { Clock } from '../clock'
import type { FileLinks } from '../files/file-links'
import type { FileStore } from '../files/file-store'
import type { Limiter } from '../limits/limiter'
import type { QueueNotices } from '../realtime/queue-notices'
import type { Store } from '../store/store'
import type { Tables } from '../store/tables'
import type { QueuePaces } from './queue-paces'

/** What a use case works with. */
export interface AppContext {
  store: Store
  /** reads of what is committed, until each has its name in the store */
  database: Kysely<Tables>
  bus: Bus
  clock: Clock
  wechat: WechatGateway
  limiter: Limiter
  files: FileStore
  links: FileLinks
  queuePaces: QueuePaces
  queueNotices: QueueNotices
  /** of the disk, as it was a moment ago: every command may ask */
  freeBytes: () => Promise<number>
}
