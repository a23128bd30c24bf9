import type { Bus } from '../bus/bus'
import type { WechatGateway } from '../channels/wechat/gateway'
import type { Clock } from '../clock'
import type { FileLinks } from '../files/file-links'
import type { FileStore } from '../files/file-store'
import type { Limiter } from '../limits/limiter'
import type { Database } from '../store/open-database'
import type { Writer } from '../store/writer'
import type { QueuePaces } from './queue-paces'

/** What a use case works with. */
export interface AppContext {
  database: Database
  writer: Writer
  bus: Bus
  clock: Clock
  wechat: WechatGateway
  limiter: Limiter
  files: FileStore
  links: FileLinks
  queuePaces: QueuePaces
  /** of the disk, as it was a moment ago: every command may ask */
  freeBytes: () => Promise<number>
}
