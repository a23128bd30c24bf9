import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { AppContext } from '../app/context'
import { readinessOf } from '../app/setup/readiness'
import { ErrorResponse } from './responses'

const Ok = Type.Object({ status: Type.Literal('ok') })

/** For whatever watches the process: alive at all, and fit to be sent work. */
export const healthRoutes =
  (context: AppContext): FastifyPluginAsyncTypebox =>
  async (server) => {
    const checkReadiness = readinessOf(context)
    const tags = ['health']
    server.get(
      '/healthz',
      { logLevel: 'warn', schema: { tags, summary: 'The process is alive', response: { 200: Ok } } },
      async () => ({ status: 'ok' as const }),
    )
    server.get(
      '/readyz',
      {
        logLevel: 'warn',
        schema: { tags, summary: 'The store can be written', response: { 200: Ok, '5xx': ErrorResponse } },
      },
      async () => {
        await checkReadiness()
        return { status: 'ok' as const }
      },
    )
  }
