import { CustomerLoginRequest, CustomerLoginResponse, IvrId } from '@ccc-store/core/protocol'
import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { AppContext } from '../app/context'
import { customerLogin, refreshLogin } from '../app/customers/customer-login'
import { checkConfig } from '../app/flows/check-config'
import { addressKey } from '../limits/address-key'
import { bearerToken } from './bearer-token'
import { ErrorResponse } from './responses'

/** A query is text; the number is in its digits. */
const Check = Type.Object({ sdkAppId: Type.String({ pattern: '^[1-9][0-9]{0,15}$' }), ivrId: IvrId })

export const customerRoutes =
  (context: AppContext): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.post(
      '/v1/customer/login',
      {
        schema: {
          tags: ['customer'],
          summary: 'Log a customer in',
          description:
            'Takes a wx.login code, with encryptedData and iv for the profile; or an openid with a code of the same user or a signature by your back end.',
          body: CustomerLoginRequest,
          response: { 200: CustomerLoginResponse, '4xx': ErrorResponse, '5xx': ErrorResponse },
        },
      },
      async ({ body, ip }) => {
        await context.limiter.take('customerLoginPerAddress', addressKey(ip))
        return customerLogin(context, body)
      },
    )
    server.post(
      '/v1/customer/refresh',
      {
        schema: {
          tags: ['customer'],
          summary: 'A new token for one that is still good',
          security: [{ token: [] }],
          response: { 200: CustomerLoginResponse, '4xx': ErrorResponse },
        },
      },
      async (request) => {
        await context.limiter.take('customerLoginPerAddress', addressKey(request.ip))
        return refreshLogin(context, bearerToken(request))
      },
    )
    server.get(
      '/v1/customer/check',
      {
        schema: {
          tags: ['customer'],
          summary: 'Check the sdkAppId and ivrId of a ccc-config.js',
          querystring: Check,
          response: { 200: Type.Object({ ok: Type.Literal(true) }), '4xx': ErrorResponse },
        },
      },
      async ({ query }) => {
        await context.store.read((view) => checkConfig(view, Number(query.sdkAppId), query.ivrId))
        return { ok: true as const }
      },
    )
  }
