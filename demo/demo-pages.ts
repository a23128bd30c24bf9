import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type DemoLogin, isLoopback } from '@ccc-store/server'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'
import { packageRoot } from './package-root'

/** What proxies and tunnels add: whoever asks through one may be anywhere. */
const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip']

/**
 * The start page at /, the phone at /phone/.
 * @param logins of the agents; the start page shows them on the machine itself, where the terminal shows them as well
 */
export const demoPages =
  (phoneDir: string, logins: () => readonly DemoLogin[]): FastifyPluginAsync =>
  async (server) => {
    server.get('/demo-logins', (request, reply) => {
      // the name is looked at as well: a stranger's page could have its own name lead here
      const isHere = isLoopback(request.ip) && isLoopback(request.hostname)
      const isDirect = request.headers.origin === undefined && !FORWARDED.some((name) => name in request.headers)
      return isHere && isDirect ? reply.header('cache-control', 'no-store').send(logins()) : reply.callNotFound()
    })
    // filled only once the server's address is known
    mkdirSync(phoneDir, { recursive: true })
    await server.register(fastifyStatic, { root: join(packageRoot, 'pages'), prefix: '/' })
    server.get('/phone', (_, reply) => reply.redirect('/phone/'))
    await server.register(fastifyStatic, {
      root: phoneDir,
      prefix: '/phone/',
      decorateReply: false,
      // a restart may bring another build
      cacheControl: false,
    })
  }
