import { type Static, Type } from '@sinclair/typebox'
import type { SocketCaps } from '../channels/socket/socket-census'
import type { Limits } from '../limits/limiter'
import type { Rate } from '../limits/rate'
import { DEFAULT_LIMITS, MEGABYTE, SOCKET_CAPS, UPLOAD_BYTES_PER_DAY, type UploadQuotas } from './policy'

const SECONDS = '/[1-9][0-9]{0,5})$'

/** Whether a setting is written as a rate. */
export const isRate = (pattern: string | undefined): boolean => pattern?.endsWith(SECONDS) ?? false

/** `100/20`: so many in so many seconds. `0` switches the limit off. */
const rate = ({ points, seconds }: Rate, zh: string, en: string, times = '[1-9][0-9]{0,8}') =>
  Type.String({ pattern: `^(0|${times}${SECONDS}`, default: `${points}/${seconds}`, zh, en })

/** 0 switches the limit off. */
const count = (usual: number, zh: string, en: string) =>
  Type.Integer({ minimum: 0, maximum: 1_000_000_000, default: usual, zh: `${zh}；0 不限`, en: `${en}; 0 for no limit` })

const DAILY = {
  customer: DEFAULT_LIMITS.bytesPerCustomer,
  agent: DEFAULT_LIMITS.bytesPerAgent,
}

/** The limits that an operator may have a reason to change. Those against guessed passwords are not among them. */
export const LIMIT_SETTINGS = {
  CCC_LIMIT_CUSTOMER_LOGINS: rate(
    DEFAULT_LIMITS.customerLoginPerAddress,
    '同一地址的客户登录次数',
    'Logins of customers from one address',
  ),
  CCC_LIMIT_COMMANDS: rate(DEFAULT_LIMITS.commandsPerCustomer, '每位客户的指令数', 'Commands of one customer'),
  CCC_LIMIT_FRAMES: rate(
    DEFAULT_LIMITS.framesPerSocket,
    '每个连接的读取速度；更快的消息会等待',
    'How fast one socket is read; what comes faster waits',
  ),
  CCC_LIMIT_HISTORY: rate(
    DEFAULT_LIMITS.historyPerPerson,
    '每人读取历史消息的页数；断线重连计 10 页',
    'Pages of the log that one person reads; coming back counts ten',
    // fewer would let nobody come back
    '[1-9][0-9]{1,8}',
  ),
  CCC_LIMIT_UPLOADS: rate(DEFAULT_LIMITS.uploadsPerPerson, '每人上传的文件数', 'Files that one person uploads'),
  CCC_LIMIT_DOWNLOADS: rate(
    DEFAULT_LIMITS.downloadsPerAddress,
    '同一地址下载的文件或文件片段数',
    'Files and parts of files that one address loads',
  ),
  CCC_LIMIT_CUSTOMER_MB: count(
    DAILY.customer.points / MEGABYTE,
    '每位客户每天可写入的消息（MB）',
    'MB of messages that a customer may write a day',
  ),
  CCC_LIMIT_AGENT_MB: count(
    DAILY.agent.points / MEGABYTE,
    '每位客服每天可写入的消息（MB）',
    'MB of messages that an agent may write a day',
  ),
  CCC_LIMIT_CUSTOMER_UPLOAD_MB: count(
    UPLOAD_BYTES_PER_DAY.customer / MEGABYTE,
    '每位客户每天可上传的文件（MB）',
    'MB of files that a customer may upload a day',
  ),
  CCC_LIMIT_AGENT_UPLOAD_MB: count(
    UPLOAD_BYTES_PER_DAY.agent / MEGABYTE,
    '每位客服每天可上传的文件（MB）',
    'MB of files that an agent may upload a day',
  ),
  CCC_LIMIT_SOCKETS: count(SOCKET_CAPS.total, '同时打开的连接数', 'Sockets that may be open at once'),
  CCC_LIMIT_SOCKETS_PER_ADDRESS: count(
    SOCKET_CAPS.perAddress,
    '同一地址同时打开的连接数',
    'Sockets that may be open from one address',
  ),
  CCC_LIMIT_STRANGERS_PER_ADDRESS: count(
    SOCKET_CAPS.strangersPerAddress,
    '同一地址尚未发送 hello 的连接数',
    'Sockets from one address that have not said hello yet',
  ),
}

const LimitSettings = Type.Object(LIMIT_SETTINGS)

/** What the limits of a server are, in its own terms. */
export interface ServerLimits {
  limits: Limits
  sockets: SocketCaps
  uploads: UploadQuotas
}

export function limitsOf(settings: Static<typeof LimitSettings>): ServerLimits {
  return {
    limits: {
      ...DEFAULT_LIMITS,
      customerLoginPerAddress: rateOf(settings.CCC_LIMIT_CUSTOMER_LOGINS),
      commandsPerCustomer: rateOf(settings.CCC_LIMIT_COMMANDS),
      framesPerSocket: rateOf(settings.CCC_LIMIT_FRAMES),
      historyPerPerson: rateOf(settings.CCC_LIMIT_HISTORY),
      uploadsPerPerson: rateOf(settings.CCC_LIMIT_UPLOADS),
      downloadsPerAddress: rateOf(settings.CCC_LIMIT_DOWNLOADS),
      bytesPerCustomer: daily(settings.CCC_LIMIT_CUSTOMER_MB, DAILY.customer),
      bytesPerAgent: daily(settings.CCC_LIMIT_AGENT_MB, DAILY.agent),
    },
    sockets: {
      ...SOCKET_CAPS,
      total: orNone(settings.CCC_LIMIT_SOCKETS),
      perAddress: orNone(settings.CCC_LIMIT_SOCKETS_PER_ADDRESS),
      strangersPerAddress: orNone(settings.CCC_LIMIT_STRANGERS_PER_ADDRESS),
    },
    uploads: {
      customer: orNone(settings.CCC_LIMIT_CUSTOMER_UPLOAD_MB) * MEGABYTE,
      agent: orNone(settings.CCC_LIMIT_AGENT_UPLOAD_MB) * MEGABYTE,
    },
  }
}

function rateOf(text: string): Rate | null {
  const [points = 0, seconds = 0] = text.split('/').map(Number)
  return points === 0 ? null : { points, seconds }
}

const daily = (megabytes: number, { seconds }: Rate): Rate | null =>
  megabytes === 0 ? null : { points: megabytes * MEGABYTE, seconds }

const orNone = (most: number): number => (most === 0 ? Number.POSITIVE_INFINITY : most)
