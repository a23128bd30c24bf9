import { createHash } from 'node:crypto'
import { TOKENS_PER_PERSON } from '../../config/policy'
import type { Audience, StoredToken, Tokens } from '../ports/accounts'
import type { Sql } from './sql'

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url')

/** Tokens and proofs, by their hashes: a stolen database logs nobody in. */
export class SqliteTokens implements Tokens {
  constructor(
    private readonly sql: Sql,
    private readonly now: number,
  ) {}

  async find(token: string): Promise<StoredToken | undefined> {
    return this.sql.one(
      `select audience, subject_id as subjectId, sdk_app_id as sdkAppId, expires_at as expiresAt, chain,
        logged_in_at as loggedInAt
        from tokens where token_hash = ?`,
      hashOf(token),
    )
  }

  async add(token: string, stored: StoredToken): Promise<void> {
    const { audience, subjectId, sdkAppId, expiresAt, chain, loggedInAt } = stored
    this.sql.run('delete from tokens where expires_at <= ?', this.now)
    this.sql.run(
      `delete from tokens where subject_id = ?1 and token_hash not in (
        select token_hash from tokens where subject_id = ?1 order by expires_at desc limit ?2
      )`,
      subjectId,
      TOKENS_PER_PERSON - 1,
    )
    this.sql.run(
      `insert into tokens (token_hash, audience, subject_id, sdk_app_id, expires_at, chain, logged_in_at)
        values (?, ?, ?, ?, ?, ?, ?)`,
      hashOf(token),
      audience,
      subjectId,
      sdkAppId,
      expiresAt,
      chain,
      loggedInAt,
    )
  }

  async deleteLogin(audience: Audience, token: string): Promise<string[]> {
    const chain = (await this.find(token))?.chain ?? null
    const text = `delete from tokens where (token_hash = ?1 or chain = ?2) and audience = ?3 returning subject_id as id`
    return this.sql.all<{ id: string }>(text, hashOf(token), chain, audience).map(({ id }) => id)
  }

  async deleteOf(subjectId: string): Promise<void> {
    this.sql.run('delete from tokens where subject_id = ?', subjectId)
  }

  async useProof(proof: string, expiresAt: number): Promise<boolean> {
    this.sql.run('delete from used_proofs where expires_at < ?', this.now)
    const text = `insert into used_proofs (proof_hash, expires_at) values (?, ?)
      on conflict do nothing returning proof_hash`
    return this.sql.one(text, hashOf(proof), expiresAt) !== undefined
  }
}
