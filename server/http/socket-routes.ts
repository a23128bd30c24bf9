import { CccError } from '@ccc-store/core/protocol'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import type { AppContext } from '../app/context'
import { AgentConnection } from '../realtime/agent-connection'
import { CustomerConnection } from '../realtime/customer-connection'

/** The sockets; their frames are in docs/protocol.md. A stop closes them with word to come back. */
export const socketRoutes =
  (context: AppContext): FastifyPluginAsync =>
  async (server: FastifyInstance) => {
    const open = new Set<{ shutDown(): void }>()
    const connections = { customer: CustomerConnection, agent: AgentConnection }
    for (const [audience, Connection] of Object.entries(connections)) {
      server.route({
        method: 'GET',
        url: `/v1/${audience}/socket`,
        schema: { tags: [audience], summary: `The ${audience} socket (docs/protocol.md)` },
        handler: async () => {
          throw new CccError('UPGRADE_REQUIRED')
        },
        wsHandler: (socket, request) => {
          const connection = new Connection(context, socket, request.log)
          open.add(connection)
          socket.on('close', () => open.delete(connection))
        },
      })
    }
    server.addHook('preClose', async () => {
      for (const connection of open) connection.shutDown()
    })
  }
