import { randomUUID } from 'node:crypto'
import { CccError } from '@ccc-store/core/protocol'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Answers every error as `{ error: { code, zh, en } }`. An operator finds the cause of an INTERNAL by its reference. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = asCccError(error, request)
  const wire = known.toWire()
  if (wire.retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(wire.retryAfterMs / 1_000))
  return reply.status(known.status).send({ error: wire })
}

export function addErrorHandlers(server: FastifyInstance): void {
  server.setErrorHandler(answerError)
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0]
    const error = new CccError('ROUTE_UNKNOWN', { detail: `${request.method} ${path}` })
    return reply.status(error.status).send({ error: error.toWire() })
  })
}

function asCccError(error: FastifyError, request: FastifyRequest): CccError {
  if (error instanceof CccError) return error
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new CccError('FRAME_TOO_LARGE', { limit: request.routeOptions.bodyLimit })
  }
  // what Fastify itself refuses: body that is no JSON, schema faults, unknown media types
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return new CccError('REQUEST_INVALID', { detail: error.message })
  }
  const reference = randomUUID()
  request.log.error({ err: error, reference }, 'unexpected error')
  return new CccError('INTERNAL', { reference })
}
