import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { MAX_FRAME_BYTES } from '@ccc-store/core/protocol'
import cors from '@fastify/cors'
import fastifyStatic from '@fastify/static'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import websocket from '@fastify/websocket'
import fastify, { type FastifyInstance, type FastifyPluginAsync } from 'fastify'
import type { AppContext } from '../app/context'
import { TimerLoop } from '../app/conversation/timer-loop'
import { keepSwept } from '../app/files/sweep'
import type { WechatGateway } from '../app/ports'
import { QueuePaces } from '../app/routing/queue-paces'
import { MemoryBus } from '../bus/memory-bus'
import { QueueNotices } from '../bus/queue-notices'
import type { SocketCaps } from '../channels/socket/socket-census'
import { socketRoutes } from '../channels/socket/socket-routes'
import { TencentChannel } from '../channels/tencent-chat/tencent-channel'
import type { TencentOptions } from '../channels/tencent-chat/tencent-options'
import { tencentRoutes } from '../channels/tencent-chat/tencent-routes'
import { WechatHttpGateway } from '../channels/wechat/gateway'
import { type Clock, systemClock } from '../clock'
import {
  DEFAULT_LIMITS,
  FLOW_IDLE_HOURS,
  HOUR_MS,
  READINESS_MS,
  REQUEST_MS,
  SOCKET_CAPS,
  UPLOAD_BYTES_PER_DAY,
  type UploadQuotas,
} from '../config/policy'
import { DiskFileStore } from '../files/disk-file-store'
import { FileLinks } from '../files/file-links'
import { MemoryFileStore } from '../files/memory-file-store'
import { holdFor } from '../hold-for'
import { blockRoutes } from '../http/block-routes'
import { customerRoutes } from '../http/customer-routes'
import { addErrorHandlers, answerError } from '../http/error-handler'
import { fileRoutes } from '../http/file-routes'
import { healthRoutes } from '../http/health-routes'
import { hintAtProxies } from '../http/hint-at-proxies'
import { loggerOptions } from '../http/logger-options'
import { logoutRoutes } from '../http/logout-routes'
import { cutSlowBodies } from '../http/slow-bodies'
import { staffRoutes } from '../http/staff-routes'
import { Limiter, type Limits } from '../limits/limiter'
import { IN_MEMORY, openDatabase } from '../store/open-database'
import { SqliteStore } from '../store/sqlite/sqlite-store'
import { scopes } from '../store/store'
import { VERSION } from '../version'

export interface ServerOptions {
  /** a folder, or IN_MEMORY */
  dataDir: string
  /** where WeChat answers, or a gateway in its place */
  wechat: string | WechatGateway
  /** the app on Tencent Cloud Chat; that channel is off without it */
  tencent?: TencentOptions
  clock?: Clock
  /** by which sockets are asked whether they are there; the real one when left out, since answers take real time */
  heartbeatClock?: Clock
  logLevel?: string
  /** folder of the built workbench, served under /desk/ */
  deskDir?: string
  /** pages on other loopback origins may call the API: for simulators and development only */
  allowLoopbackOrigins?: boolean
  /** null lets everything pass; DEFAULT_LIMITS when left out */
  limits?: Limits | null
  /** addresses and networks that are believed on whose behalf they ask; nobody when left out */
  trustedProxies?: readonly string[]
  /** SOCKET_CAPS when left out */
  sockets?: SocketCaps
  /** UPLOAD_BYTES_PER_DAY when left out */
  uploads?: UploadQuotas
  /** how long a flow waits for the customer's next word; 0: for ever; FLOW_IDLE_HOURS when left out */
  flowIdleHours?: number
  /** free bytes of the disk, in place of what the system says */
  freeBytes?: () => Promise<number>
  /** what else answers on this server */
  plugins?: readonly FastifyPluginAsync[]
}

export interface CallCentre {
  server: FastifyInstance
  context: AppContext
  /** Asks the tables themselves: for tests, and for operators who look into a store. */
  ask: SqliteStore['ask']
  /** Stops taking work, finishes what was taken, closes the store. */
  close(): Promise<void>
}

/** A frame larger than this ends the socket outright; those above MAX_FRAME_BYTES are answered with an error. */
const HARD_FRAME_LIMIT_BYTES = 2 * MAX_FRAME_BYTES

const LOOPBACK_ORIGIN = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/**
 * Builds a call centre on its store, ready to listen.
 * @throws CccError DATA_IN_USE, DATA_NEWER, DATA_UNUSABLE
 */
export async function createServer(options: ServerOptions): Promise<CallCentre> {
  const clock = options.clock ?? systemClock
  const database = openDatabase(options.dataDir)
  const bus = new MemoryBus()
  const store = new SqliteStore(database, clock, { committed: (topics) => bus.publish(topics) })
  const wechat = typeof options.wechat === 'string' ? new WechatHttpGateway(options.wechat) : options.wechat
  const limiter = new Limiter(options.limits === undefined ? DEFAULT_LIMITS : options.limits)
  const files =
    options.dataDir === IN_MEMORY
      ? new MemoryFileStore()
      : new DiskFileStore(join(options.dataDir, 'files'), options.freeBytes)
  await files.tidy()
  const links = new FileLinks(await store.write(scopes.server, ({ apps }) => apps.secret('file-links')))
  const freeBytes = holdFor(clock, READINESS_MS, () => files.freeBytes())
  const queuePaces = new QueuePaces(store)
  const queueNotices = new QueueNotices({ bus, clock, store }, (error) => server.log.error({ err: error }, 'queue'))
  const context: AppContext = {
    store,
    bus,
    clock,
    wechat,
    limiter,
    uploads: options.uploads ?? UPLOAD_BYTES_PER_DAY,
    flowIdleMs: (options.flowIdleHours ?? FLOW_IDLE_HOURS) * HOUR_MS,
    files,
    links,
    queuePaces,
    queueNotices,
    freeBytes,
  }

  const server = fastify({
    logger: loggerOptions(options.logLevel ?? 'info'),
    // of JSON; files are measured as they come in
    bodyLimit: MAX_FRAME_BYTES,
    requestTimeout: REQUEST_MS.upload,
    // Node looks every half minute otherwise, whatever the times are
    http: { headersTimeout: REQUEST_MS.headers, connectionsCheckingInterval: 1_000 },
    forceCloseConnections: true,
    frameworkErrors: answerError,
    trustProxy: [...(options.trustedProxies ?? [])],
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
  }).withTypeProvider<TypeBoxTypeProvider>()
  addErrorHandlers(server)
  cutSlowBodies(server, clock)
  hintAtProxies(server)
  await server.register(websocket, {
    options: { maxPayload: HARD_FRAME_LIMIT_BYTES },
    // socket-routes closes the sockets itself, with word to come back
    preClose: (done) => done(),
  })
  if (options.allowLoopbackOrigins) await server.register(cors, { origin: LOOPBACK_ORIGIN })
  // before the API's documentation begins, which then leaves them out
  for (const plugin of options.plugins ?? []) await server.register(plugin)
  await server.register(swagger, {
    openapi: {
      info: { title: 'ccc-store', description: 'The call centre behind the mini-program', version: VERSION },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    },
  })
  await server.register(swaggerUi, { routePrefix: '/docs/api' })
  for (const routes of [healthRoutes, customerRoutes, staffRoutes, logoutRoutes, fileRoutes, blockRoutes])
    await server.register(routes(context))
  await server.register(socketRoutes(context, options.sockets ?? SOCKET_CAPS, options.heartbeatClock ?? systemClock))
  const tencent = options.tencent && new TencentChannel(context, options.tencent, server.log)
  await server.register(tencentRoutes(context, tencent))
  if (options.deskDir && existsSync(options.deskDir)) {
    await server.register(fastifyStatic, {
      root: options.deskDir,
      prefix: '/desk/',
      // no other site may lay the desk under its own page
      setHeaders: (response) => response.setHeader('content-security-policy', "frame-ancestors 'self'"),
    })
    server.get('/desk', { schema: { hide: true } }, (_, reply) => reply.redirect('/desk/'))
  }

  const timers = new TimerLoop({ store, bus, clock }, (error) => server.log.error({ err: error }, 'timers'))
  const stopSweeping = keepSwept(context, (error) => server.log.error({ err: error }, 'files'))
  const close = async () => {
    stopSweeping()
    tencent?.stop()
    queueNotices.stop()
    await server.close()
    await timers.stop()
    await store.close()
  }
  return { server, context, ask: (text, ...values) => store.ask(text, ...values), close }
}
