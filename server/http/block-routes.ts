import { CccError } from '@ccc-store/core/protocol'
import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { authenticateAdmin } from '../app/accounts/authenticate'
import type { AppContext } from '../app/context'
import { setBlocked } from '../app/conversation/blocking'
import { scopes } from '../store/store'
import { bearerToken } from './bearer-token'
import { ErrorResponse } from './responses'

const BlockedCustomer = Type.Object({
  customerId: Type.String(),
  name: Type.String(),
  openid: Type.String(),
  blockedAt: Type.Integer(),
})

/** Customers who are refused: an agent blocks in the middle of a session, an administrator reviews and lifts. */
export const blockRoutes =
  (context: AppContext): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.get(
      '/v1/admin/customers/blocked',
      {
        schema: {
          tags: ['admin'],
          summary: 'Who is blocked, newest first, at most 1,000',
          security: [{ token: [] }],
          response: { 200: Type.Object({ customers: Type.Array(BlockedCustomer) }), '4xx': ErrorResponse },
        },
      },
      async (request) => {
        const token = bearerToken(request)
        const blocked = await context.store.read(async (view) =>
          view.customers.blocked((await authenticateAdmin(view, token)).sdkAppId),
        )
        const customers = blocked.map(({ name, ...customer }) => ({ ...customer, name: name ?? '' }))
        return { customers }
      },
    )
    server.put(
      '/v1/admin/customers/:customerId/blocked',
      {
        schema: {
          tags: ['admin'],
          summary: 'Block a customer, or let one in again',
          security: [{ token: [] }],
          params: Type.Object({ customerId: Type.String({ maxLength: 64 }) }),
          body: Type.Object({ blocked: Type.Boolean() }, { additionalProperties: false }),
          response: { 204: Type.Null(), '4xx': ErrorResponse },
        },
      },
      async (request, reply) => {
        const token = bearerToken(request)
        const { customerId } = request.params
        const { sdkAppId, conversationId } = await context.store.read(async (view) => ({
          ...(await authenticateAdmin(view, token)),
          conversationId: await view.customers.conversationOf(customerId),
        }))
        if (conversationId === undefined) throw new CccError('CUSTOMER_UNKNOWN')
        const found = await context.store.write(scopes.conversation(conversationId), (tx) =>
          setBlocked(tx, sdkAppId, customerId, request.body.blocked),
        )
        if (!found) throw new CccError('CUSTOMER_UNKNOWN')
        return reply.status(204).send(null)
      },
    )
  }
