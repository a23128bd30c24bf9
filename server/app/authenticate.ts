import { randomBytes, randomUUID } from 'node:crypto'
import { CccError } from '@ccc-store/core/protocol'
import type { Kysely } from 'kysely'
import { topics } from '../bus/bus'
import { LOGIN_MS, TOKEN_MS } from '../config/policy'
import type { Tx } from '../store/store'
import type { Tables, TokensTable } from '../store/tables'
import { deleteLogin, deleteTokensOf, findToken, insertToken } from '../store/tokens'

export type Audience = TokensTable['audience']

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
  const old = from === undefined ? undefined : await findToken(tx.db, from)
  const loggedInAt = old?.logged_in_at ?? tx.now
  const expiresAt = Math.min(tx.now + TOKEN_MS[audience], loggedInAt + LOGIN_MS[audience])
  await insertToken(tx, token, {
    audience,
    subject_id: subjectId,
    sdk_app_id: sdkAppId,
    expires_at: expiresAt,
    chain: old?.chain ?? randomUUID(),
    logged_in_at: loggedInAt,
  })
  return { token, expiresAt }
}

/**
 * Ends a token, and with it all that it was refreshed from and to; sockets opened with any of them are told. One that is
 * no longer good, or of another audience, is left as it is: there is nothing to end.
 */
export async function revokeToken(tx: Tx, audience: Audience, token: string): Promise<void> {
  for (const subjectId of await deleteLogin(tx, audience, token)) tx.hint(topics.login(subjectId))
}

/** Ends every login of an account; its sockets are told. */
export async function revokeAllTokens(tx: Tx, subjectId: string): Promise<void> {
  await deleteTokensOf(tx, subjectId)
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
async function subjectOf(db: Kysely<Tables>, token: string, expected: Audience, now: number): Promise<Subject> {
  const row = await findToken(db, token)
  if (!row || row.expires_at <= now) throw new CccError('UNAUTHENTICATED')
  if (row.audience !== expected) throw new CccError('WRONG_AUDIENCE', { actual: row.audience, expected })
  return { subjectId: row.subject_id, sdkAppId: row.sdk_app_id, expiresAt: row.expires_at }
}

/** @throws CccError UNAUTHENTICATED, WRONG_AUDIENCE, CUSTOMER_BLOCKED */
export async function authenticateCustomer(
  db: Kysely<Tables>,
  token: string,
  now: number,
): Promise<CustomerIdentity & { epoch: string; expiresAt: number }> {
  const { subjectId, sdkAppId, expiresAt } = await subjectOf(db, token, 'customer', now)
  const row = await db
    .selectFrom('conversations as conversation')
    .innerJoin('customers as customer', 'customer.customer_id', 'conversation.customer_id')
    .select(['conversation.conversation_id', 'conversation.epoch', 'customer.blocked_at'])
    .where('customer.customer_id', '=', subjectId)
    .executeTakeFirstOrThrow()
  if (row.blocked_at !== null) throw new CccError('CUSTOMER_BLOCKED')
  return { customerId: subjectId, sdkAppId, conversationId: row.conversation_id, epoch: row.epoch, expiresAt }
}

export async function authenticateAgent(
  db: Kysely<Tables>,
  token: string,
  now: number,
): Promise<AgentIdentity & { expiresAt: number }> {
  const { subjectId, sdkAppId, expiresAt } = await subjectOf(db, token, 'agent', now)
  return { agentId: subjectId, sdkAppId, expiresAt }
}

export async function authenticateAdmin(db: Kysely<Tables>, token: string, now: number): Promise<{ sdkAppId: number }> {
  return subjectOf(db, token, 'admin', now)
}
