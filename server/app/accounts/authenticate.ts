import { randomBytes, randomUUID } from 'node:crypto'
import { CccError } from '@ccc-store/core/protocol'
import { topics } from '../../bus/bus'
import { LOGIN_MS, TOKEN_MS } from '../../config/policy'
import type { Audience } from '../../store/ports/accounts'
import type { Tx, View } from '../../store/store'

export interface CustomerIdentity {
  customerId: string
  conversationId: string
  sdkAppId: number
}

export interface AgentIdentity {
  agentId: string
  sdkAppId: number
}

/**
 * Makes a token; only its hash is kept. A refreshed one ends with the login that it goes back to, at the latest.
 * @param from the token that it replaces, if it was a refresh
 */
export async function issueToken(
  tx: Tx,
  audience: Audience,
  subjectId: string,
  sdkAppId: number,
  from?: string,
): Promise<{ token: string; expiresAt: number }> {
  const token = randomBytes(32).toString('base64url')
  const old = from === undefined ? undefined : await tx.tokens.find(from)
  const loggedInAt = old?.loggedInAt ?? tx.now
  const expiresAt = Math.min(tx.now + TOKEN_MS[audience], loggedInAt + LOGIN_MS[audience])
  await tx.tokens.add(token, {
    audience,
    subjectId,
    sdkAppId,
    expiresAt,
    chain: old?.chain ?? randomUUID(),
    loggedInAt,
  })
  return { token, expiresAt }
}

/**
 * Ends a token, and with it all that it was refreshed from and to; sockets opened with any of them are told. One that is
 * no longer good, or of another audience, is left as it is: there is nothing to end.
 */
export async function revokeToken(tx: Tx, audience: Audience, token: string): Promise<void> {
  for (const subjectId of await tx.tokens.deleteLogin(audience, token)) tx.hint(topics.login(subjectId))
}

/** Ends every login of an account; its sockets are told. */
export async function revokeAllTokens(tx: Tx, subjectId: string): Promise<void> {
  await tx.tokens.deleteOf(subjectId)
  tx.hint(topics.login(subjectId))
}

interface Subject {
  subjectId: string
  sdkAppId: number
  /** when the token ends, ms since 1970 */
  expiresAt: number
}

/**
 * Who holds a token (P10: an identity is proven, never claimed).
 * @throws CccError UNAUTHENTICATED, WRONG_AUDIENCE
 */
async function subjectOf({ tokens, now }: View, token: string, expected: Audience): Promise<Subject> {
  const found = await tokens.find(token)
  if (!found || found.expiresAt <= now) throw new CccError('UNAUTHENTICATED')
  if (found.audience !== expected) throw new CccError('WRONG_AUDIENCE', { actual: found.audience, expected })
  const { subjectId, sdkAppId, expiresAt } = found
  return { subjectId, sdkAppId, expiresAt }
}

/** @throws CccError UNAUTHENTICATED, WRONG_AUDIENCE, CUSTOMER_BLOCKED */
export async function authenticateCustomer(
  view: View,
  token: string,
): Promise<CustomerIdentity & { epoch: string; expiresAt: number }> {
  const { subjectId, sdkAppId, expiresAt } = await subjectOf(view, token, 'customer')
  const conversationId = await view.customers.conversationOf(subjectId)
  if (conversationId === undefined) throw new CccError('UNAUTHENTICATED')
  const { epoch, isBlocked } = await view.conversations.get(conversationId)
  if (isBlocked) throw new CccError('CUSTOMER_BLOCKED')
  return { customerId: subjectId, sdkAppId, conversationId, epoch, expiresAt }
}

/** @throws CccError UNAUTHENTICATED, WRONG_AUDIENCE */
export async function authenticateAgent(view: View, token: string): Promise<AgentIdentity & { expiresAt: number }> {
  const { subjectId, sdkAppId, expiresAt } = await subjectOf(view, token, 'agent')
  return { agentId: subjectId, sdkAppId, expiresAt }
}

/** @throws CccError UNAUTHENTICATED, WRONG_AUDIENCE */
export async function authenticateAdmin(view: View, token: string): Promise<{ sdkAppId: number }> {
  return subjectOf(view, token, 'admin')
}
