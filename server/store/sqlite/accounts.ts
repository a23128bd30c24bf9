import { createHash } from 'node:crypto'
import { KNOWN_ADDRESS_MS, KNOWN_ADDRESSES_PER_ACCOUNT } from '../../config/policy'
import type { Account, Accounts, Role } from '../ports/accounts'
import type { Sql } from './sql'

const ACCOUNT = `
  select account_id as accountId, sdk_app_id as sdkAppId, role, login, password_hash as passwordHash, name,
    staff_no as staffNo
  from accounts`

/** Differs by account, so that nobody sees at a glance who works at the same place. */
const hashOf = (accountId: string, address: string) =>
  createHash('sha256').update(`${accountId}\n${address}`).digest('base64url')

export class SqliteAccounts implements Accounts {
  constructor(
    private readonly sql: Sql,
    private readonly now: number,
  ) {}

  async find(accountId: string): Promise<Account | undefined> {
    return this.sql.one(`${ACCOUNT} where account_id = ?`, accountId)
  }

  async findByLogin(role: Role, login: string): Promise<Account | undefined> {
    return this.sql.one(`${ACCOUNT} where login = ? and role = ?`, login, role)
  }

  async hasAdministrator(): Promise<boolean> {
    return this.sql.one(`select 1 from accounts where role = 'admin' limit 1`) !== undefined
  }

  async hasLoggedInFrom(role: Role, login: string, address: string): Promise<boolean> {
    const account = await this.findByLogin(role, login)
    if (!account) return false
    const text = 'select 1 from login_addresses where account_id = ? and address_hash = ? and seen_at > ?'
    const { accountId } = account
    return this.sql.one(text, accountId, hashOf(accountId, address), this.now - KNOWN_ADDRESS_MS) !== undefined
  }

  async add(account: Account): Promise<void> {
    this.sql.run(
      `insert into accounts
        (account_id, sdk_app_id, role, login, password_hash, name, staff_no, status, idle_since)
        values (?, ?, ?, ?, ?, ?, ?, 'offline', ?)`,
      account.accountId,
      account.sdkAppId,
      account.role,
      account.login,
      account.passwordHash,
      account.name,
      account.staffNo,
      this.now,
    )
  }

  async setPassword(login: string, hash: string, isOfDemo = false): Promise<string | undefined> {
    const text = 'update accounts set password_hash = ?, demo_password = ? where login = ? returning account_id as id'
    return this.sql.one<{ id: string }>(text, hash, isOfDemo ? 1 : 0, login)?.id
  }

  async takeDemoPasswords(): Promise<string[]> {
    const text = `update accounts set password_hash = '', demo_password = 0 where demo_password = 1
      returning account_id as id`
    return this.sql.all<{ id: string }>(text).map(({ id }) => id)
  }

  async keepAddress(accountId: string, address: string): Promise<void> {
    this.sql.run(
      `insert into login_addresses (account_id, address_hash, seen_at) values (?, ?, ?)
        on conflict (account_id, address_hash) do update set seen_at = excluded.seen_at`,
      accountId,
      hashOf(accountId, address),
      this.now,
    )
    this.sql.run('delete from login_addresses where seen_at <= ?', this.now - KNOWN_ADDRESS_MS)
    this.sql.run(
      `delete from login_addresses where account_id = ?1 and address_hash not in (
        select address_hash from login_addresses where account_id = ?1 order by seen_at desc limit ?2
      )`,
      accountId,
      KNOWN_ADDRESSES_PER_ACCOUNT,
    )
  }

  async forgetAddresses(accountId: string): Promise<void> {
    this.sql.run('delete from login_addresses where account_id = ?', accountId)
  }
}
