import { CccError } from '@ccc-store/core/protocol'
import type { FastifyInstance } from 'fastify'
import type { Clock } from '../clock'
import { REQUEST_MS } from '../config/policy'

/** Routes that take files. */
const UPLOADS = /\/files$/

/**
 * Ends a request whose body does not come: one that drips in byte by byte is never idle, so no idle timeout ends it. A
 * request that was answered before its body came loses its connection. Uploads have the longer time of the whole server.
 */
export function cutSlowBodies(server: FastifyInstance, clock: Clock): void {
  server.addHook('onRequest', async ({ raw, headers, routeOptions }, reply) => {
    const hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined
    if (!hasBody || UPLOADS.test(routeOptions.url ?? '')) return
    const cancel = clock.at(clock.now() + REQUEST_MS.body, () => {
      if (reply.raw.headersSent) return raw.destroy()
      const error = new CccError('BODY_TOO_SLOW')
      reply.hijack()
      reply.raw.writeHead(error.status, { 'content-type': 'application/json; charset=utf-8', connection: 'close' })
      reply.raw.end(JSON.stringify({ error: error.toWire() }), () => raw.destroy())
    })
    raw.once('end', cancel).once('close', cancel)
  })
}
