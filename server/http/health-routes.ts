import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { sql } from 'kysely'
import type { AppContext } from '../app/context'

const Ok = Type.Object({ status: Type.Literal('ok') })

/** For whatever watches the process: alive at all, and fit to be sent work. */
export const healthRoutes =
  (context: AppContext): FastifyPluginAsyncTypebox =>
  async (server) => {
    const tags = ['health']
    server.get(
      '/healthz',
      { logLevel: 'warn', schema: { tags, summary: 'The process is alive', response: { 200: Ok } } },
      async () => ({ status: 'ok' as const }),
    )
    server.get(
      '/readyz',
      { logLevel: 'warn', schema: { tags, summary: 'The store answers', response: { 200: Ok } } },
      async () => {
        await sql`select 1`.execute(context.database)
        return { status: 'ok' as const }
      },
    )
  }
