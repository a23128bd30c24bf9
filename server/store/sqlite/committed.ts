import type { Entry } from '@ccc-store/core/protocol'
import type { Conversation, Invitation, StoredSession } from '../ports/conversations'
import type { View } from '../store'
import { AgentSessions } from './agent-sessions'
import { entriesOfTail, type Known, type Memory } from './known'
import type { Queues } from './queues'
import type { Rows } from './rows'
import type { Sql } from './sql'
import type { Statements } from './statements'
import { SqliteTables } from './tables'

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

/** All that is committed, as of one moment. */
export class CommittedView extends SqliteTables implements View {
  readonly conversations
  readonly sessions
  readonly log
  readonly queue
  readonly timers
  protected readonly sql: Sql

  constructor(
    committed: Committed,
    readonly now: number,
  ) {
    super()
    this.conversations = committed.conversations
    this.sessions = committed.sessions
    this.log = committed.log
    this.queue = committed.queue
    this.timers = committed.timers
    this.sql = committed.statements
  }
}
