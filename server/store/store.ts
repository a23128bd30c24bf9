import type { AccountReads, Accounts, AgentReads, Agents, TokenReads, Tokens } from './ports/accounts'
import type { AppReads, Apps } from './ports/apps'
import type {
  ConversationReads,
  Conversations,
  Log,
  LogReads,
  Queue,
  QueueReads,
  Receipts,
  SessionReads,
  Sessions,
  TimerReads,
  Timers,
} from './ports/conversations'
import type { CustomerReads, Customers } from './ports/customers'
import type { FileReads, Files } from './ports/files'
import type { LeftMessageReads, LeftMessages } from './ports/left-messages'
import type { TencentReads, TencentTables } from './ports/tencent'

/*
 * What the app asks of a store, in the app's words. An engine keeps the promises: what is acknowledged is durable (P1),
 * a conversation's log has no gaps (P3), a use case happens wholly or not at all. contract.ts tries an engine.
 */

export interface Store {
  /** transactions that were made durable so far */
  readonly commits: number

  /**
   * Carries out one use case in one transaction (DESIGN rule 3), and resolves with its result once it is durable. One
   * that throws leaves nothing behind, and its caller gets the error. A use case may run more than once, when it lost a
   * race against another node: it must do nothing but read and write here.
   * @param scope what it is about, by `scopes`: use cases of one scope happen one after the other
   */
  write<T>(scope: string, work: (tx: Tx) => Promise<T>): Promise<T>

  /** Reads what is committed, all as of one moment. `work` awaits nothing but the view. */
  read<T>(work: (view: View) => Promise<T>): Promise<T>

  /** Drops all that is kept in memory: it is derived, and read again when it is needed. */
  forgetAll(): void

  /** Makes sure that what was deleted or taken back is gone from the files too. */
  erase(): Promise<void>

  /** Resolves when nothing is left to write. */
  idle(): Promise<void>

  /** Finishes what was begun and lets go of the files. */
  close(): Promise<void>
}

/** Names of what a write is about. */
export const scopes = {
  conversation: (conversationId: string) => `conversation:${conversationId}`,
  agent: (agentId: string) => `agent:${agentId}`,
  /** what belongs to nobody: files, timers, log-ins, settings of this server */
  server: 'server',
}

/** What can be read. */
export interface View {
  /** ms since 1970; the same throughout a use case */
  readonly now: number
  readonly apps: AppReads
  readonly accounts: AccountReads
  readonly agents: AgentReads
  readonly tokens: TokenReads
  readonly customers: CustomerReads
  readonly conversations: ConversationReads
  readonly sessions: SessionReads
  readonly log: LogReads
  readonly queue: QueueReads
  readonly timers: TimerReads
  readonly files: FileReads
  readonly leftMessages: LeftMessageReads
  readonly tencent: TencentReads
}

/** One use case at work. */
export interface Tx extends View {
  readonly apps: Apps
  readonly accounts: Accounts
  readonly agents: Agents
  readonly tokens: Tokens
  readonly customers: Customers
  readonly conversations: Conversations
  readonly sessions: Sessions
  readonly log: Log
  readonly queue: Queue
  readonly timers: Timers
  readonly receipts: Receipts
  readonly files: Files
  readonly leftMessages: LeftMessages
  readonly tencent: TencentTables
  /** Tells whoever watches `topic` to look again, after the commit. */
  hint(topic: string): void
}
