/**
 * Where the call centre answers: this page is served under its /desk/.
 * @param pageUrl of this page
 * @returns an address that ends in /
 */
export const apiBase = (pageUrl: string): string => new URL('../', pageUrl).href

/** The agent's socket on the same call centre. */
export const socketUrl = (base: string): string => new URL('v1/agent/socket', base).href.replace(/^http/, 'ws')
