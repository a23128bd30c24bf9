import { AccountLoginRequest, AccountLoginResponse } from '@ccc-store/core/protocol'
import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { accountLogin } from '../app/accounts/account-login'
import { authenticateAdmin } from '../app/accounts/authenticate'
import type { AppContext } from '../app/context'
import { overview } from '../app/setup/overview'
import { addressKey } from '../limits/address-key'
import { LoginGuard } from '../limits/login-guard'
import { bearerToken } from './bearer-token'
import { ErrorResponse } from './responses'

const Overview = Type.Object({
  sdkAppId: Type.Integer(),
  name: Type.String(),
  miniPrograms: Type.Array(Type.Object({ name: Type.String(), appId: Type.String() })),
  skillGroups: Type.Array(
    Type.Object({ skillGroupId: Type.String(), name: Type.String(), kind: Type.String(), agents: Type.Integer() }),
  ),
  flows: Type.Array(Type.Object({ ivrId: Type.String(), name: Type.String(), status: Type.String() })),
})

/** Agents and administrators. */
export const staffRoutes =
  (context: AppContext): FastifyPluginAsyncTypebox =>
  async (server) => {
    const guard = new LoginGuard(context.limiter, context.clock)
    for (const role of ['agent', 'admin'] as const) {
      server.post(
        `/v1/${role}/login`,
        {
          schema: {
            tags: [role],
            summary: role === 'agent' ? 'Log an agent in' : 'Log an administrator in',
            body: AccountLoginRequest,
            response: { 200: AccountLoginResponse, '4xx': ErrorResponse },
          },
        },
        async ({ body, ip }) => accountLogin(context, guard, role, body, addressKey(ip)),
      )
    }
    server.get(
      '/v1/admin/overview',
      {
        schema: {
          tags: ['admin'],
          summary: 'What the call centre consists of',
          security: [{ token: [] }],
          response: { 200: Overview, '4xx': ErrorResponse },
        },
      },
      async (request) => {
        const token = bearerToken(request)
        return context.store.read(async (view) => overview(view, (await authenticateAdmin(view, token)).sdkAppId))
      },
    )
  }
