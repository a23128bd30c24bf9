import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { CccError } from '@ccc-store/core/protocol'
import type { Kysely } from 'kysely'
import { topics } from '../bus/bus'
import type { Tables, TokensTable } from '../store/tables'
import type { Tx } from '../store/writer'

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

/** How long a login lasts, ms. Customers stay logged in as mini-programs do; staff log in once a working day. */
const LIFETIME_MS: Record<Audience, number> = {
  customer: 7 * 24 * 3_600_000,
  agent: 12 * 3_600_000,
  admin: 12 * 3_600_000,
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

/** Makes a token; only its hash is kept. @param from the token that it replaces, if it was a refresh */
export async function issueToken(
  tx: Tx,
  audience: Audience,
  subjectId: string,
  sdkAppId: number,
  from?: string,
): Promise<{ token: string; expiresAt: number }> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = tx.now + LIFETIME_MS[audience]
  await tx.db.deleteFrom('tokens').where('expires_at', '<=', tx.now).execute()
  await tx.db
    .insertInto('tokens')
    .values({
      token_hash: hashOf(token),
      audience,
      subject_id: subjectId,
      sdk_app_id: sdkAppId,
      expires_at: expiresAt,
      chain: (from === undefined ? null : await chainOf(tx, from)) ?? randomUUID(),
    })
    .execute()
  return { token, expiresAt }
}

async function chainOf(tx: Tx, token: string): Promise<string | null> {
  const row = await tx.db
    .selectFrom('tokens')
    .select('chain')
    .where('token_hash', '=', hashOf(token))
    .executeTakeFirst()
  return row?.chain ?? null
}

/**
 * Ends a token, and with it all that it was refreshed from and to; sockets opened with any of them are told. One that is
 * no longer good, or of another audience, is left as it is: there is nothing to end.
 */
export async function revokeToken(tx: Tx, audience: Audience, token: string): Promise<void> {
  const chain = await chainOf(tx, token)
  const ended = await tx.db
    .deleteFrom('tokens')
    .where((e) => e.or([e('token_hash', '=', hashOf(token)), ...(chain === null ? [] : [e('chain', '=', chain)])]))
    .where('audience', '=', audience)
    .returning('subject_id')
    .execute()
  for (const { subject_id } of ended) tx.hint(topics.login(subject_id))
}

/**
 * Who holds a token (P10: an identity is proven, never claimed).
 * @throws CccError UNAUTHENTICATED, WRONG_AUDIENCE
 */
async function subjectOf(
  db: Kysely<Tables>,
  token: string,
  expected: Audience,
  now: number,
): Promise<{ subjectId: string; sdkAppId: number }> {
  const row = await db.selectFrom('tokens').selectAll().where('token_hash', '=', hashOf(token)).executeTakeFirst()
  if (!row || row.expires_at <= now) throw new CccError('UNAUTHENTICATED')
  if (row.audience !== expected) throw new CccError('WRONG_AUDIENCE', { actual: row.audience, expected })
  return { subjectId: row.subject_id, sdkAppId: row.sdk_app_id }
}

/** @throws CccError UNAUTHENTICATED, WRONG_AUDIENCE, CUSTOMER_BLOCKED */
export async function authenticateCustomer(
  db: Kysely<Tables>,
  token: string,
  now: number,
): Promise<CustomerIdentity & { epoch: string }> {
  const { subjectId, sdkAppId } = await subjectOf(db, token, 'customer', now)
  const row = await db
    .selectFrom('conversations as conversation')
    .innerJoin('customers as customer', 'customer.customer_id', 'conversation.customer_id')
    .select(['conversation.conversation_id', 'conversation.epoch', 'customer.blocked_at'])
    .where('customer.customer_id', '=', subjectId)
    .executeTakeFirstOrThrow()
  if (row.blocked_at !== null) throw new CccError('CUSTOMER_BLOCKED')
  return { customerId: subjectId, sdkAppId, conversationId: row.conversation_id, epoch: row.epoch }
}

export async function authenticateAgent(db: Kysely<Tables>, token: string, now: number): Promise<AgentIdentity> {
  const { subjectId, sdkAppId } = await subjectOf(db, token, 'agent', now)
  return { agentId: subjectId, sdkAppId }
}

export async function authenticateAdmin(db: Kysely<Tables>, token: string, now: number): Promise<{ sdkAppId: number }> {
  return subjectOf(db, token, 'admin', now)
}
