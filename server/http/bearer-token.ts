import { CccError } from '@ccc-store/core/protocol'
import type { FastifyRequest } from 'fastify'

/** @throws CccError UNAUTHENTICATED when the request brings no token */
export function bearerToken(request: FastifyRequest): string {
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (!token) throw new CccError('UNAUTHENTICATED')
  return token
}
