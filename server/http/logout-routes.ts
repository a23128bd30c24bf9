import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { revokeToken } from '../app/accounts/authenticate'
import type { AppContext } from '../app/context'
import { scopes } from '../store/store'
import { bearerToken } from './bearer-token'
import { ErrorResponse } from './responses'

/** Ends a login, for every audience alike. */
export const logoutRoutes =
  (context: AppContext): FastifyPluginAsyncTypebox =>
  async (server) => {
    for (const audience of ['customer', 'agent', 'admin'] as const) {
      server.post(
        `/v1/${audience}/logout`,
        {
          schema: {
            tags: [audience],
            summary: 'Log out: the token is good for nothing any more',
            security: [{ token: [] }],
            response: { 204: Type.Null(), '4xx': ErrorResponse },
          },
        },
        async (request, reply) => {
          const token = bearerToken(request)
          await context.store.write(scopes.server, (tx) => revokeToken(tx, audience, token))
          return reply.status(204).send(null)
        },
      )
    }
  }
