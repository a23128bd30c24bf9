import { AccountLoginResponse } from '@ccc-store/core/protocol'
import { type Static, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { TextStorage } from '../desk/desk-memory'

/** Who is logged in on this screen. */
export const AgentSession = Type.Object({
  login: AccountLoginResponse,
  /** how far the server's clock is ahead of this computer's, in milliseconds */
  clockAheadMs: Type.Number(),
})
export type AgentSession = Static<typeof AgentSession>

const KEY = 'ccc-desk-session'

/** Kept for one tab only, so that two tabs may be two agents. */
export class AgentSessions {
  constructor(private readonly storage: TextStorage) {}

  /** @param now in milliseconds since 1970. @returns null when nobody is logged in, or not any more */
  load(now: number): AgentSession | null {
    try {
      const session: unknown = JSON.parse(this.storage.getItem(KEY) ?? 'null')
      return Value.Check(AgentSession, session) && session.login.expiresAt > now ? session : null
    } catch {
      return null
    }
  }

  save(session: AgentSession): void {
    this.storage.setItem(KEY, JSON.stringify(session))
  }

  clear(): void {
    this.storage.removeItem(KEY)
  }
}
