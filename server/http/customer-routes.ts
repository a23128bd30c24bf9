import { CustomerLoginRequest, CustomerLoginResponse } from '@ccc-store/core/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { AppContext } from '../app/context'
import { customerLogin } from '../app/customer-login'
import { ErrorResponse } from './responses'

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
      (request) => customerLogin(context, request.body),
    )
  }
