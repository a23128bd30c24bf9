import type { AgentStatus } from '@ccc-store/core/protocol'

export type Role = 'admin' | 'agent'

/** Somebody of the staff. */
export interface Account {
  accountId: string
  sdkAppId: number
  role: Role
  /** the name to log in with, unique on this server */
  login: string
  passwordHash: string
  name: string
  staffNo: string | null
}

export interface AccountReads {
  find(accountId: string): Promise<Account | undefined>
  findByLogin(role: Role, login: string): Promise<Account | undefined>
  hasAdministrator(): Promise<boolean>
  /**
   * Whether an account has logged in from an address not too long ago; false when there is no such account.
   * @param address by addressKey
   */
  hasLoggedInFrom(role: Role, login: string, address: string): Promise<boolean>
}

export interface Accounts extends AccountReads {
  add(account: Account): Promise<void>
  /**
   * @param isOfDemo a demo made the password
   * @returns the id of the account that logs in under this name; undefined when there is none
   */
  setPassword(login: string, hash: string, isOfDemo?: boolean): Promise<string | undefined>
  /** Takes the passwords away that demos made. @returns the ids of the accounts that have none now */
  takeDemoPasswords(): Promise<string[]>
  /** An account has logged in from an address. Those not seen for too long, and the oldest of too many, are dropped. */
  keepAddress(accountId: string, address: string): Promise<void>
  /** Nobody has logged in to this account before. */
  forgetAddresses(accountId: string): Promise<void>
}

export type Audience = 'customer' | 'agent' | 'admin'

/** What a token stands for. Only its hash is stored. */
export interface StoredToken {
  audience: Audience
  /** a customer's or an account's id */
  subjectId: string
  sdkAppId: number
  expiresAt: number
  /** the login that it goes back to, through every refresh; null for those made before there was any */
  chain: string | null
  /** when the subject proved who they are; a refresh proves nothing anew */
  loggedInAt: number
}

export interface TokenReads {
  find(token: string): Promise<StoredToken | undefined>
}

export interface Tokens extends TokenReads {
  /** Keeps a token. Those that have ended are dropped, and the oldest of too many that one person holds. */
  add(token: string, stored: StoredToken): Promise<void>
  /** Drops a token and all of the same login. @returns whose they were */
  deleteLogin(audience: Audience, token: string): Promise<string[]>
  /** Drops all tokens of a person. */
  deleteOf(subjectId: string): Promise<void>
  /**
   * Marks a proof of identity as used, for as long as it would be good.
   * @param expiresAt ms since 1970
   * @returns false when it was used before
   */
  useProof(proof: string, expiresAt: number): Promise<boolean>
}

/** An agent as routing sees one: `load` counts sessions that ring or are served. */
export interface Candidate {
  agentId: string
  load: number
  capacity: number
  idleSince: number
}

export interface AgentReads {
  status(agentId: string): Promise<AgentStatus>
  /** The online agents of a skill group with their load, counted where sessions are claimed (P5). */
  candidates(skillGroupId: string): Promise<Candidate[]>
  /** Whether an agent may take one more session of a skill group, online or not (P5). */
  hasFreePlace(agentId: string, skillGroupId: string): Promise<boolean>
  skillGroups(agentId: string): Promise<{ skillGroupId: string; name: string }[]>
  /** Ids of all who are online. */
  online(): Promise<string[]>
}

export interface Agents extends AgentReads {
  /** @param from changes the status only if this is the present one */
  setStatus(agentId: string, status: AgentStatus, from?: AgentStatus): Promise<void>
  /** From now on the agent counts as idle. */
  markIdle(agentId: string): Promise<void>
}
