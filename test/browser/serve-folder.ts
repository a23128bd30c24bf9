import fastifyStatic from '@fastify/static'
import fastify from 'fastify'

/** Serves a folder on a free port of this machine. */
export async function serveFolder(root: string): Promise<{ url: string; close(): Promise<void> }> {
  const server = fastify({ forceCloseConnections: true })
  await server.register(fastifyStatic, { root })
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  return { url, close: () => server.close() }
}
