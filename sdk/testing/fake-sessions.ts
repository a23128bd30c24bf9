import type { CustomerSessions } from '../client/chat-client'

type Session = { token: string; customer: { customerId: string; avatarUrl?: string } }

/** A login that succeeds at once, unless it is told not to. */
export class FakeSessions implements CustomerSessions {
  session: Session | null = null
  logins = 0
  fails: unknown = null
  customerId = 'c1'

  getSession(): Session | null {
    return this.session
  }
  requestLogin(): Promise<Session> {
    this.logins += 1
    if (this.fails !== null) return Promise.reject(this.fails)
    const session = { token: `token-${this.logins}`, customer: { customerId: this.customerId } }
    this.session = session
    return Promise.resolve(session)
  }
  /** The same customer with another token. */
  renew(token: string): void {
    this.session = { token, customer: { customerId: this.customerId } }
  }
  /** As if logged in earlier. */
  loggedIn(): this {
    this.session = { token: 'token-0', customer: { customerId: this.customerId } }
    return this
  }
}

/** Lets promises that are settled run what waits for them. */
export const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}
