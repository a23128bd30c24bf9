import type { Entry } from '@ccc-store/core/protocol'
import type { EntryDraft, SessionPhase, TimerKind } from '@ccc-store/core/session'
import type {
  AgentSession,
  Conversation,
  Conversations,
  Invitation,
  Log,
  Queue,
  Receipts,
  SessionLog,
  Sessions,
  StoredSession,
  Timers,
} from '../ports/conversations'
import type { Tx } from '../store'
import { AgentSessions } from './agent-sessions'
import { type Sql, sqlAfter } from './sql'
import { Work } from './work'

class UnitConversations implements Conversations {
  constructor(private readonly work: Work) {}

  async get(conversationId: string): Promise<Conversation> {
    return this.work.known(conversationId).conversation
  }

  async markRead(conversationId: string, reader: 'customer' | 'agent', seq: number): Promise<void> {
    this.work.markRead(conversationId, reader, seq)
  }

  async forget(conversationId: string): Promise<void> {
    this.work.forget(conversationId)
  }
}

class UnitSessions implements Sessions {
  constructor(private readonly work: Work) {}

  async find(sessionId: string): Promise<StoredSession | undefined> {
    return this.work.session(sessionId)
  }

  async save(session: StoredSession): Promise<void> {
    this.work.save(session)
  }

  async invited(conversationId: string): Promise<Invitation | undefined> {
    this.work.settle()
    return this.work.parts.rows.invitation(this.work.known(conversationId)) ?? undefined
  }

  async offer({ conversationId, sessionId }: StoredSession): Promise<{ tags: string[]; lowTags?: string[] }> {
    this.work.settle()
    return this.work.parts.rows.offer(this.work.known(conversationId).number, sessionId)
  }

  async servedLog(agentId: string, sessionId: string): Promise<(SessionLog & { phase: SessionPhase }) | undefined> {
    return this.ofAgents.servedLog(agentId, sessionId)
  }

  async hasServedSince(agentId: string, sessionId: string): Promise<boolean> {
    return this.ofAgents.hasServedSince(agentId, sessionId)
  }

  async serviceTimes(skillGroupId: string, since: number, limit: number): Promise<number[]> {
    return this.ofAgents.serviceTimes(skillGroupId, since, limit)
  }

  async ofAgent(agentId: string, shown: readonly string[]): Promise<AgentSession[]> {
    return this.ofAgents.ofAgent(agentId, shown)
  }

  private get ofAgents(): AgentSessions {
    return new AgentSessions(sqlAfter(() => this.work.settle(), this.work.parts.statements))
  }
}

class UnitLog implements Log {
  constructor(private readonly work: Work) {}

  async find(conversationId: string, seq: number): Promise<Entry | undefined> {
    return this.work.between(conversationId, seq - 1, seq)[0]
  }

  async between(conversationId: string, after: number, upTo: number): Promise<Entry[]> {
    return this.work.between(conversationId, after, upTo)
  }

  async before(conversationId: string, before: number, limit: number): Promise<Entry[]> {
    this.work.settle()
    return this.work.parts.rows.entriesBefore(this.work.known(conversationId).number, before, limit)
  }

  async quoting(conversationId: string, seq: number): Promise<Entry[]> {
    this.work.settle()
    return this.work.parts.rows.quoting(this.work.known(conversationId).number, seq)
  }

  async countUnread(conversationId: string): Promise<number> {
    this.work.settle()
    const { number, conversation } = this.work.known(conversationId)
    return this.work.parts.rows.countUnread(number, conversation.customerReadSeq)
  }

  async append(session: StoredSession, drafts: readonly EntryDraft[]): Promise<StoredSession> {
    return this.work.append(session, drafts)
  }

  async replaceBody(conversationId: string, seq: number, body: Entry['body']): Promise<void> {
    this.work.replaceBody(conversationId, seq, body)
  }
}

class UnitQueue implements Queue {
  constructor(private readonly work: Work) {}

  async ahead(skillGroupId: string, ticket: number): Promise<number> {
    this.work.settle()
    return this.work.parts.rows.countAhead(skillGroupId, ticket)
  }

  async queued(skillGroupId: string): Promise<number> {
    this.work.settle()
    return this.work.parts.rows.countQueued(skillGroupId)
  }

  async first(skillGroupIds: readonly string[]): Promise<StoredSession | undefined> {
    this.work.settle()
    const firsts = skillGroupIds.flatMap((id) => this.work.parts.rows.firstQueued(id) ?? [])
    const [first] = firsts.sort((a, b) => a.ticket - b.ticket)
    return first && this.work.session(first.sessionId)
  }
}

class UnitTimers implements Timers {
  constructor(private readonly work: Work) {}

  async nextDueAt(): Promise<number | undefined> {
    this.work.settle()
    return this.work.parts.rows.nextDueAt()
  }

  async takeDue(): Promise<{ sessionId: string; kind: TimerKind } | undefined> {
    return this.work.takeDue()
  }

  async postponeDue(byMs: number): Promise<void> {
    this.work.postponeDue(byMs)
  }
}

class UnitReceipts implements Receipts {
  constructor(private readonly work: Work) {}

  async find(sender: string, commandId: string): Promise<number | null | undefined> {
    return this.work.receipt(sender, commandId)
  }

  async keep(sender: string, commandId: string, seq: number | null): Promise<void> {
    this.work.keepReceipt(sender, commandId, seq)
  }
}

/** One use case at work, as the app sees it. */
export class Unit extends Work implements Tx {
  readonly conversations = new UnitConversations(this)
  readonly sessions = new UnitSessions(this)
  readonly log = new UnitLog(this)
  readonly queue = new UnitQueue(this)
  readonly timers = new UnitTimers(this)
  readonly receipts = new UnitReceipts(this)

  protected get sql(): Sql {
    return sqlAfter(() => this.settle(), this.parts.statements)
  }
}
