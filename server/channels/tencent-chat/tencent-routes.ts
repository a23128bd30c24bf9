import { CccError, Id, IvrId, Timestamp } from '@ccc-store/core/protocol'
import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { authenticateCustomer } from '../../app/accounts/authenticate'
import type { AppContext } from '../../app/context'
import { historyPage, pagesOfWelcome, welcomeCustomer } from '../../app/conversation/welcome'
import type { Clock } from '../../clock'
import { bearerToken } from '../../http/bearer-token'
import { ErrorResponse } from '../../http/responses'
import { checkCallback } from './callback-proof'
import type { TencentChannel } from './tencent-channel'

/** Tencent waits for two seconds; what takes longer goes on, and its outcome reaches the customer all the same. */
const ANSWER_WITHIN_MS = 1_500
const TAKEN = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 }

/** A number in a query is text. */
const Digits = Type.String({ pattern: '^[0-9]{1,15}$' })
/** Frames of the protocol, sent as they are. */
const Any = Type.Any()
const Session = Type.Object({
  sdkAppId: Type.Integer(),
  userId: Type.String(),
  userSig: Type.String(),
  expiresAt: Timestamp,
  serviceAccount: Type.String(),
})
const Sync = Type.Object({ epoch: Type.Optional(Id), seq: Type.Optional(Digits) })
const Callback = Type.Partial(
  Type.Object({
    SdkAppid: Type.String(),
    RequestTime: Type.String(),
    Sign: Type.String(),
    OptPlatform: Type.String(),
  }),
)

/** What customers who come by Tencent Cloud Chat, and Tencent itself, ask of the server (docs/tencent-chat.md). */
export const tencentRoutes =
  (context: AppContext, channel: TencentChannel | undefined): FastifyPluginAsyncTypebox =>
  async (server) => {
    /** @throws CccError TENCENT_OFF, UNAUTHENTICATED, RATE_LIMITED … */
    const enter = async (request: FastifyRequest) => {
      if (!channel) throw new CccError('TENCENT_OFF')
      const customer = await context.store.read((view) => authenticateCustomer(view, bearerToken(request)))
      await context.limiter.take('commandsPerCustomer', `http:${customer.customerId}`)
      return { channel, customer }
    }
    const secured = { tags: ['tencent'], security: [{ token: [] }] }
    server.post(
      '/v1/customer/tencent',
      {
        schema: {
          ...secured,
          summary: 'Join Tencent Cloud Chat: a UserSig, and delivery there from now on',
          querystring: Type.Object({ ivrId: IvrId }),
          response: { 200: Session, '4xx': ErrorResponse, '5xx': ErrorResponse },
        },
      },
      async (request) => {
        const { channel, customer } = await enter(request)
        return channel.join(customer, request.query.ivrId)
      },
    )
    server.get(
      '/v1/customer/sync',
      {
        schema: {
          ...secured,
          summary: 'What a position has missed: the welcome of the socket',
          querystring: Sync,
          response: { 200: Any, '4xx': ErrorResponse },
        },
      },
      async (request) => {
        const { customer } = await enter(request)
        const { epoch, seq = '0' } = request.query
        const at = context.clock.now()
        const position = epoch === undefined ? null : { epoch, seq: Number(seq) }
        await context.limiter.take('historyPerPerson', customer.customerId, pagesOfWelcome(position))
        const { welcome } = await welcomeCustomer(context, customer, position)
        // when it was read tells it from an older state that comes later
        return { ...welcome, at }
      },
    )
    server.get(
      '/v1/customer/history',
      {
        schema: {
          ...secured,
          summary: 'The page of entries before a seq',
          querystring: Type.Object({ before: Digits }),
          response: { 200: Any, '4xx': ErrorResponse },
        },
      },
      async (request) => {
        const { customer } = await enter(request)
        return historyPage(context, customer.conversationId, Math.max(1, Number(request.query.before)))
      },
    )
    server.post(
      '/v1/tencent/callback',
      { schema: { tags: ['tencent'], summary: 'Callbacks of Tencent Cloud Chat', querystring: Callback } },
      async ({ query, body, log }) => {
        if (!channel) throw new CccError('TENCENT_OFF')
        checkCallback(query, channel.options, context.clock.now())
        // our own messages come back
        if (query.OptPlatform === 'RESTAPI') return TAKEN
        const received = channel.receive(body).catch((error) => log.error({ err: error }, 'tencent-chat: a callback'))
        await atMost(context.clock, ANSWER_WITHIN_MS, received)
        return TAKEN
      },
    )
    server.addHook('onReady', () => channel?.start())
  }

/** Resolves when the work is done, or after so many ms, whichever is first. */
async function atMost(clock: Clock, ms: number, work: Promise<unknown>): Promise<void> {
  let cancel = () => {}
  const over = new Promise<void>((resolve) => {
    cancel = clock.at(clock.now() + ms, resolve)
  })
  await Promise.race([work, over])
  cancel()
}
