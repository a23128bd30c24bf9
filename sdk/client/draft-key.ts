import host from '../host.js'

/** Names the conversation of whoever is logged in; empty while nobody is. */
export function draftKey(): string {
  const session = host.login.getSession()
  return session ? `${host.config.sdkAppId}:${session.customer.customerId}` : ''
}
