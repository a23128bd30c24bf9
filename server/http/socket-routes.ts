import { CccError } from '@ccc-store/core/protocol'
import type { FastifyBaseLogger, FastifyInstance, FastifyPluginAsync } from 'fastify'
import type { WebSocket } from 'ws'
import type { AppContext } from '../app/context'
import { AgentConnection } from '../realtime/agent-connection'
import { CustomerConnection } from '../realtime/customer-connection'
import { Presence } from '../realtime/presence'

type Line = [socket: WebSocket, log: FastifyBaseLogger]

/** The sockets; their frames are in docs/protocol.md. A stop closes them with word to come back. */
export const socketRoutes =
  (context: AppContext): FastifyPluginAsync =>
  async (server: FastifyInstance) => {
    const connections = new Set<{ shutDown(): void }>()
    const presence = new Presence(context, (error) => server.log.error({ err: error }, 'presence'))
    const connect = {
      customer: (...line: Line) => new CustomerConnection(context, ...line),
      agent: (...line: Line) => new AgentConnection(context, ...line, presence),
    }
    for (const [audience, open] of Object.entries(connect)) {
      server.route({
        method: 'GET',
        url: `/v1/${audience}/socket`,
        schema: { tags: [audience], summary: `The ${audience} socket (docs/protocol.md)` },
        handler: async () => {
          throw new CccError('UPGRADE_REQUIRED')
        },
        wsHandler: (socket, request) => {
          const connection = open(socket, request.log)
          connections.add(connection)
          socket.on('close', () => connections.delete(connection))
        },
      })
    }
    server.addHook('onReady', () => presence.start())
    server.addHook('preClose', async () => {
      presence.stop()
      for (const connection of connections) connection.shutDown()
    })
  }
