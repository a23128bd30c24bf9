import type { FastifyInstance } from 'fastify'

/** Behind a proxy that is not trusted all customers seem to come from one address, and share its limits: says so, once. */
export function hintAtProxies(server: FastifyInstance): void {
  let isSaid = false
  server.addHook('onRequest', async ({ headers, ip, log, raw }) => {
    if (isSaid || headers['x-forwarded-for'] === undefined || ip !== raw.socket.remoteAddress) return
    isSaid = true
    log.warn({ from: ip }, 'X-Forwarded-For is not believed; name the proxy in CCC_TRUSTED_PROXIES if it is yours')
  })
}
