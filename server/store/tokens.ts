import { createHash } from 'node:crypto'
import type { Kysely, Selectable } from 'kysely'
import { TOKENS_PER_PERSON } from '../config/policy'
import type { Tx } from './store'
import type { Tables, TokensTable } from './tables'

export type StoredToken = Selectable<TokensTable>

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

/** Keeps a token, by its hash. Those that have ended are dropped, and the oldest of too many that one person holds. */
export async function insertToken(tx: Tx, token: string, row: Omit<StoredToken, 'token_hash'>): Promise<void> {
  await tx.db.deleteFrom('tokens').where('expires_at', '<=', tx.now).execute()
  await tx.db
    .deleteFrom('tokens')
    .where('subject_id', '=', row.subject_id)
    .where('token_hash', 'not in', (query) =>
      query
        .selectFrom('tokens')
        .select('token_hash')
        .where('subject_id', '=', row.subject_id)
        .orderBy('expires_at', 'desc')
        .limit(TOKENS_PER_PERSON - 1),
    )
    .execute()
  await tx.db
    .insertInto('tokens')
    .values({ token_hash: hashOf(token), ...row })
    .execute()
}

export function findToken(db: Kysely<Tables>, token: string): Promise<StoredToken | undefined> {
  return db.selectFrom('tokens').selectAll().where('token_hash', '=', hashOf(token)).executeTakeFirst()
}

/** Drops a token and all of the same login. @returns whose they were */
export async function deleteLogin(tx: Tx, audience: StoredToken['audience'], token: string): Promise<string[]> {
  const chain = (await findToken(tx.db, token))?.chain ?? null
  const ended = await tx.db
    .deleteFrom('tokens')
    .where((e) => e.or([e('token_hash', '=', hashOf(token)), ...(chain === null ? [] : [e('chain', '=', chain)])]))
    .where('audience', '=', audience)
    .returning('subject_id')
    .execute()
  return ended.map(({ subject_id }) => subject_id)
}

/** Drops all tokens of a person. */
export async function deleteTokensOf(tx: Tx, subjectId: string): Promise<void> {
  await tx.db.deleteFrom('tokens').where('subject_id', '=', subjectId).execute()
}
