import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'
import { packageRoot } from './package-root'

/** The start page at /, the phone at /phone/. */
export const demoPages =
  (phoneDir: string): FastifyPluginAsync =>
  async (server) => {
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
