import type { Entry } from '@ccc-store/core/protocol'
import type { Conversation, Invitation, StoredSession } from '../ports/conversations'
import type { View } from '../store'
import { SqliteAccounts } from './accounts'
import { AgentSessions } from './agent-sessions'
import { SqliteAgents } from './agents'
import { SqliteApps } from './apps'
import { SqliteCustomers } from './customers'
import { SqliteFiles } from './files'
import { entriesOfTail, type Known, type Memory } from './known'
import { SqliteLeftMessages } from './left-messages'
import type { Queues } from './queues'
import type { Rows } from './rows'
import type { Statements } from './statements'
import { SqliteTencent } from './tencent'
import { SqliteTokens } from './tokens'

/** What is committed, from memory as far as it is known there. */
export class Committed {
  constructor(
    readonly statements: Statements,
    private readonly rows: Rows,
    private readonly memory: Memory,
    private readonly queues: Queues,
  ) {}

  readonly conversations = { get: async (id: string): Promise<Conversation> => this.known(id).conversation }

  readonly sessions = {
    find: async (id: string): Promise<StoredSession | undefined> => {
      const place = this.memory.placeOf(id)
      return place === undefined ? this.rows.session(id) : this.known(place).conversation.newest
    },
    invited: async (id: string): Promise<Invitation | undefined> => this.invited(id),
    offer: async ({ conversationId, sessionId }: StoredSession) =>
      this.rows.offer(this.known(conversationId).number, sessionId),
    servedLog: async (agentId: string, sessionId: string) => this.ofAgents.servedLog(agentId, sessionId),
    hasServedSince: async (agentId: string, sessionId: string) => this.ofAgents.hasServedSince(agentId, sessionId),
    serviceTimes: async (skillGroupId: string, since: number, limit: number) =>
      this.ofAgents.serviceTimes(skillGroupId, since, limit),
    ofAgent: async (agentId: string, shown: readonly string[]) => this.ofAgents.ofAgent(agentId, shown),
  }

  readonly log = {
    find: async (id: string, seq: number): Promise<Entry | undefined> => this.between(id, seq - 1, seq)[0],
    between: async (id: string, after: number, upTo: number) => this.between(id, after, upTo),
    before: async (id: string, before: number, limit: number) =>
      this.rows.entriesBefore(this.known(id).number, before, limit),
    quoting: async (id: string, seq: number) => this.rows.quoting(this.known(id).number, seq),
    countUnread: async (id: string) => this.countUnread(id),
  }

  readonly queue = {
    ahead: async (skillGroupId: string, ticket: number) => this.queues.ahead(skillGroupId, ticket),
    queued: async (skillGroupId: string) => this.queues.queued(skillGroupId),
  }

  readonly timers = { nextDueAt: async () => this.rows.nextDueAt() }

  private get ofAgents(): AgentSessions {
    return new AgentSessions(this.statements)
  }

  private known(conversationId: string): Known {
    const kept = this.memory.get(conversationId)
    if (kept) return kept
    const known = this.rows.conversation(conversationId)
    this.memory.set(known)
    return known
  }

  private between(conversationId: string, after: number, upTo: number): Entry[] {
    const known = this.known(conversationId)
    return entriesOfTail(known, after, upTo) ?? this.rows.entriesBetween(known.number, after, upTo)
  }

  private invited(conversationId: string): Invitation | undefined {
    const known = this.known(conversationId)
    if (known.invitation !== undefined) return known.invitation ?? undefined
    const invitation = this.rows.invitation(known)
    this.memory.set({ ...known, invitation })
    return invitation ?? undefined
  }

  private countUnread(conversationId: string): number {
    const known = this.known(conversationId)
    if (known.unread !== undefined) return known.unread
    const unread = this.rows.countUnread(known.number, known.conversation.customerReadSeq)
    this.memory.set({ ...known, unread })
    return unread
  }
}

/** All that is committed, as of one moment. What is asked for seldom is made when it is asked for. */
export class CommittedView implements View {
  readonly conversations
  readonly sessions
  readonly log
  readonly queue
  readonly timers
  private readonly statements: Statements

  constructor(
    committed: Committed,
    readonly now: number,
  ) {
    this.conversations = committed.conversations
    this.sessions = committed.sessions
    this.log = committed.log
    this.queue = committed.queue
    this.timers = committed.timers
    this.statements = committed.statements
  }

  get apps(): SqliteApps {
    return new SqliteApps(this.statements, this.now)
  }

  get accounts(): SqliteAccounts {
    return new SqliteAccounts(this.statements, this.now)
  }

  get agents(): SqliteAgents {
    return new SqliteAgents(this.statements, this.now)
  }

  get tokens(): SqliteTokens {
    return new SqliteTokens(this.statements, this.now)
  }

  get customers(): SqliteCustomers {
    return new SqliteCustomers(this.statements, this.now)
  }

  get files(): SqliteFiles {
    return new SqliteFiles(this.statements, this.now)
  }

  get leftMessages(): SqliteLeftMessages {
    return new SqliteLeftMessages(this.statements, this.now)
  }

  get tencent(): SqliteTencent {
    return new SqliteTencent(this.statements, this.now)
  }
}
