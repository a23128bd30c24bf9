/**
 * Ends a login at the call centre. Without an answer the token ends by itself in some hours; nobody waits for it.
 * @param base address of the call centre, ending in /
 */
export function endLogin(base: string, token: string, call: typeof fetch = (...args) => fetch(...args)): void {
  const request = { method: 'POST', headers: { authorization: `Bearer ${token}` }, keepalive: true }
  call(new URL('v1/agent/logout', base), request).catch(() => {})
}
