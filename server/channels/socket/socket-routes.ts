import type { ServerResponse } from 'node:http'
import { CccError } from '@ccc-store/core/protocol'
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { AppContext } from '../../app/context'
import { Presence } from '../../app/routing/presence'
import type { Clock } from '../../clock'
import { addressKey } from '../../limits/address-key'
import { AgentConnection } from './agent-connection'
import type { Arrival } from './connection'
import { CustomerConnection } from './customer-connection'
import { Heartbeat } from './heartbeat'
import { letGoOfHttp } from './let-go-of-http'
import { type SocketCaps, SocketCensus } from './socket-census'

/** The sockets; their frames are in docs/protocol.md. A stop closes them with word to come back. */
export const socketRoutes =
  (context: AppContext, caps: SocketCaps, heartbeatClock: Clock): FastifyPluginAsync =>
  async (server: FastifyInstance) => {
    const connections = new Set<{ shutDown(): void }>()
    const responses = new WeakMap<FastifyRequest, ServerResponse>()
    const heartbeat = new Heartbeat(heartbeatClock)
    const census = new SocketCensus(caps)
    const presence = new Presence(context, (error) => server.log.error({ err: error }, 'presence'))
    const connect = {
      customer: (arrival: Arrival) => new CustomerConnection(context, arrival),
      agent: (arrival: Arrival) => new AgentConnection(context, arrival, presence),
    }
    for (const [audience, open] of Object.entries(connect)) {
      server.route({
        method: 'GET',
        url: `/v1/${audience}/socket`,
        schema: { tags: [audience], summary: `The ${audience} socket (docs/protocol.md)` },
        // before the upgrade: what is refused here never becomes a socket
        preValidation: async (request, reply) => {
          census.admit(addressKey(request.ip))
          responses.set(request, reply.raw)
        },
        handler: async () => {
          throw new CccError('UPGRADE_REQUIRED')
        },
        wsHandler: (socket, request) => {
          letGoOfHttp(socket, request.socket, responses.get(request))
          const seat = census.enter(addressKey(request.ip))
          const connection = open({ socket, raw: request.socket, log: request.log, seat })
          const leave = heartbeat.join(connection)
          connections.add(connection)
          socket.on('close', () => {
            connections.delete(connection)
            leave()
            seat.leave()
          })
        },
      })
    }
    server.addHook('onReady', () => presence.start())
    server.addHook('preClose', async () => {
      presence.stop()
      heartbeat.stop()
      for (const connection of connections) connection.shutDown()
    })
  }
