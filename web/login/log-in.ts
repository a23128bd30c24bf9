import {
  type AccountLoginRequest,
  AccountLoginResponse,
  type WireError,
  WireErrorSchema,
} from '@ccc-store/core/protocol'
import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { AgentSession } from './agent-session'

const Refusal = Type.Object({ error: WireErrorSchema })

/** What came of a login. `unreachable`: no answer; `unintelligible`: an answer of something else than a call centre. */
export type LoginResult =
  | { kind: 'in'; session: AgentSession }
  | { kind: 'refused'; error: WireError }
  | { kind: 'unreachable' }
  | { kind: 'unintelligible' }

/** A clock that is wrong by less makes no difference to anyone: the server tells its own in whole seconds. */
const NOTICEABLE_MS = 2_000

/**
 * Logs an agent in.
 * @param base address of the call centre, ending in /
 */
export async function logIn(
  base: string,
  request: AccountLoginRequest,
  means: { fetch: typeof fetch; now: () => number } = { fetch: (...call) => fetch(...call), now: Date.now },
): Promise<LoginResult> {
  let response: Response
  try {
    response = await means.fetch(new URL('v1/agent/login', base), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    })
  } catch {
    return { kind: 'unreachable' }
  }
  const body: unknown = await response.json().catch(() => null)
  if (response.ok && Value.Check(AccountLoginResponse, body)) {
    const ahead = Date.parse(response.headers.get('date') ?? '') - means.now()
    return { kind: 'in', session: { login: body, clockAheadMs: Math.abs(ahead) > NOTICEABLE_MS ? ahead : 0 } }
  }
  if (Value.Check(Refusal, body)) return { kind: 'refused', error: body.error }
  // a proxy that stands before a call centre that does not run
  return response.status >= 500 ? { kind: 'unreachable' } : { kind: 'unintelligible' }
}
