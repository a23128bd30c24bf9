import {
  AgentClientFrame,
  type AgentHistoryPage,
  type AgentWelcome,
  CccError,
  type Desk,
  type DeskFrame,
  PAGE_ENTRIES,
  type SessionEntries,
} from '@ccc-store/core/protocol'
import { type AgentIdentity, authenticateAgent } from '../../app/accounts/authenticate'
import type { AppContext } from '../../app/context'
import { admitAgentCommand } from '../../app/conversation/admit-command'
import { agentCommand } from '../../app/conversation/agent-command'
import { agentResume } from '../../app/conversation/agent-resume'
import { type DeskView, deskView, withQueuesNow } from '../../app/conversation/desk-view'
import { markRead } from '../../app/conversation/read-marks'
import type { Presence } from '../../app/routing/presence'
import { topics } from '../../bus/bus'
import { Subscriptions } from '../../bus/subscriptions'
import type { SessionLog } from '../../store/ports/conversations'
import { scopes } from '../../store/store'
import { type Arrival, Connection } from './connection'
import { frameReader } from './frame-reader'
import { nothing } from './nothing'
import { helloExpected } from './socket-line'

type Frame = AgentClientFrame

const readFrame = frameReader(AgentClientFrame.anyOf)

interface Greeted {
  agent: AgentIdentity
  /** by session: seq of the last entry the client has */
  cursors: Map<string, number>
  /** the desk last sent */
  desk: Desk | undefined
  json: string
  /** the sessions last sent, and where their logs are */
  logs: DeskView['logs']
  /** the desk may have changed */
  isStale: boolean
  /** sessions in which something may have been said */
  talking: Set<string>
}

/** An agent's socket: the desk whole, and each session's stretch of its log from the agent's own cursor. */
export class AgentConnection extends Connection<(typeof AgentClientFrame.anyOf)[number]> {
  private greeted: Greeted | undefined
  private leave = nothing
  private readonly typing: Subscriptions
  /** the sessions whose customers' typing is told, by topic */
  private typists = new Map<string, string>()
  /** the sessions on the desk, by the topics of their conversations */
  private talks = new Map<string, string>()
  /** the topics of the queues on the desk */
  private queues: ReadonlySet<string> = new Set()
  private isQueueStale = false

  constructor(
    context: AppContext,
    private readonly arrival: Arrival,
    private readonly presence: Presence,
  ) {
    super(context, arrival, readFrame)
    arrival.socket.on('close', () => {
      this.leave()
      this.typing.set([])
    })
    this.typing = new Subscriptions(context.bus, (topic) => {
      const sessionId = this.typists.get(topic)
      if (sessionId !== undefined) this.line.send({ t: 'typing', sessionId })
    })
  }

  override async onFrame(frame: Frame, bytes: number): Promise<void> {
    if (frame.t === 'ping') return this.line.send({ t: 'pong' })
    if (frame.t === 'hello') return this.hello(frame)
    if (!this.greeted) throw helloExpected()
    const { agent } = this.greeted
    if (frame.t === 'read' || frame.t === 'typing') return this.mark(agent, frame)
    if (frame.t === 'history') return this.answer(agent.agentId, () => this.history(agent, frame))
    const admit = () => admitAgentCommand(this.context, agent.agentId, bytes)
    return this.carryOut(this.scopeOf(agent, frame), frame.id, admit, (tx) => agentCommand(tx, agent, frame))
  }

  /** What is neither acknowledged nor logged. What is not on the desk is passed over: it may just have left it. */
  private async mark(agent: AgentIdentity, frame: Extract<Frame, { t: 'read' | 'typing' }>): Promise<void> {
    if (!(await this.mayMark(agent.agentId))) return
    const log = await this.servedLog(agent, frame.sessionId)
    if (!log) return
    const { bus, store } = this.context
    const { conversationId, lastSeq } = log
    if (frame.t === 'read') {
      await store.write(scopes.conversation(conversationId), (tx) =>
        markRead(tx, 'agent', conversationId, Math.min(frame.seq, lastSeq)),
      )
    } else if (log.phase === 'serving') bus.publish([topics.typing('agent', conversationId)])
  }

  /**
   * Earlier sessions of the same customer too, and never a later one, which may be with a colleague.
   * @throws CccError SESSION_UNKNOWN
   */
  private async history(agent: AgentIdentity, { sessionId, before }: Extract<Frame, { t: 'history' }>): Promise<void> {
    const log = await this.servedLog(agent, sessionId)
    if (!log) throw new CccError('SESSION_UNKNOWN')
    const upTo = Math.min(before, log.lastSeq + 1)
    const entries = await this.context.store.read((view) => view.log.before(log.conversationId, upTo, PAGE_ENTRIES))
    this.line.send({ t: 'history', sessionId, before, entries: this.withLinks(entries) } satisfies AgentHistoryPage)
  }

  private servedLog({ agentId }: AgentIdentity, sessionId: string) {
    return this.context.store.read(({ sessions }) => sessions.servedLog(agentId, sessionId))
  }

  /** What a command is about: the conversation of its session, if it is on the desk. */
  private scopeOf(agent: AgentIdentity, frame: object): string {
    const sessionId = 'sessionId' in frame && typeof frame.sessionId === 'string' ? frame.sessionId : ''
    const log = this.greeted?.logs.get(sessionId)
    return log ? scopes.conversation(log.conversationId) : scopes.agent(agent.agentId)
  }

  private async hello(frame: Extract<Frame, { t: 'hello' }>): Promise<void> {
    this.line.helloHeard()
    this.checkVersion(frame.v)
    const authenticate = () => this.context.store.read((view) => authenticateAgent(view, frame.token))
    const { expiresAt, ...agent } = await authenticate()
    await this.context.limiter.take('historyPerPerson', agent.agentId)
    // who has left meanwhile is not watched over
    if (this.line.isClosed) return
    this.line.helloReceived()
    this.arrival.seat.takenBy('agent', agent.agentId, () => this.giveWay())
    this.watchLogin(agent.agentId, expiresAt, authenticate)
    // the same agent is present throughout; another one takes the place
    const { leave } = this
    this.leave = this.presence.arrive(agent.agentId)
    leave()
    // watch first, read then: what is committed in between is read, not missed
    this.subscriptions.set([topics.agent(agent.agentId)])
    this.greeted = {
      agent,
      cursors: new Map(Object.entries(frame.positions)),
      desk: undefined,
      json: '',
      logs: new Map(),
      isStale: true,
      talking: new Set(),
    }
    this.pump.poke()
  }

  protected override async forward(): Promise<void> {
    const { greeted } = this
    if (!greeted) return
    if (!greeted.isStale) return this.forwardChanges(greeted)
    greeted.isStale = false
    this.isQueueStale = false
    greeted.talking.clear()
    const view = await deskView(this.context.store, greeted.agent, [...greeted.cursors.keys()])
    if (!this.isAt(greeted)) return
    greeted.logs = view.logs
    this.watch(greeted.agent, view)
    this.sendDesk(greeted, view.desk)
    for (const [sessionId, log] of view.logs) await this.sendEntries(greeted, sessionId, log)
    // what went to somebody else is shown no longer
    for (const sessionId of greeted.cursors.keys()) if (!view.logs.has(sessionId)) greeted.cursors.delete(sessionId)
  }

  /** No new hello has come meanwhile, whose answer the next run is, and the agent is still there. */
  private isAt(greeted: Greeted): boolean {
    return this.greeted === greeted && !this.line.isClosed
  }

  protected override hinted(topic: string): void {
    const sessionId = this.greeted && this.talks.get(topic)
    if (sessionId !== undefined) this.greeted?.talking.add(sessionId)
    else if (this.queues.has(topic)) this.isQueueStale = true
    else this.lookAtDesk()
    this.pump.poke()
  }

  protected override hintLost(): void {
    this.lookAtDesk()
    this.pump.poke()
  }

  private lookAtDesk(): void {
    if (this.greeted) this.greeted.isStale = true
  }

  /** What was said in the sessions that hints were about, and how many wait; the desk is as it was otherwise. */
  private async forwardChanges(greeted: Greeted): Promise<void> {
    if (this.isQueueStale && greeted.desk) {
      this.isQueueStale = false
      const desk = await withQueuesNow(this.context.store, greeted.desk)
      if (!this.isAt(greeted)) return
      this.sendDesk(greeted, desk)
    }
    const talking = [...greeted.talking]
    greeted.talking.clear()
    for (const sessionId of talking) {
      const found = await this.context.store.read((view) => view.sessions.find(sessionId))
      if (found?.session.agent?.agentId !== greeted.agent.agentId) this.lookAtDesk()
      else await this.sendEntries(greeted, sessionId, found)
    }
    if (greeted.isStale) this.pump.poke()
  }

  private sendDesk(greeted: Greeted, desk: Desk): void {
    const json = JSON.stringify(desk)
    const frame: AgentWelcome | DeskFrame = { t: greeted.desk ? 'desk' : 'welcome', desk }
    greeted.desk = desk
    if (json === greeted.json) return
    greeted.json = json
    this.line.send(frame)
  }

  private async sendEntries(greeted: Greeted, sessionId: string, log: SessionLog): Promise<void> {
    const resume = agentResume(log, greeted.cursors.get(sessionId) ?? 0)
    if (!resume) return
    const entries = await this.context.store.read((view) =>
      view.log.between(log.conversationId, resume.after, log.lastSeq),
    )
    if (!this.isAt(greeted)) return
    greeted.cursors.set(sessionId, log.lastSeq)
    const frame: SessionEntries = { t: 'entries', sessionId, reset: resume.reset, entries: this.withLinks(entries) }
    this.line.send(frame)
  }

  private watch(agent: AgentIdentity, { desk, logs }: DeskView): void {
    this.queues = new Set(desk.queues.map((queue) => topics.queue(queue.skillGroupId)))
    this.talks = new Map([...logs].map(([sessionId, log]) => [topics.conversation(log.conversationId), sessionId]))
    this.subscriptions.set([
      topics.agent(agent.agentId),
      ...this.queues,
      ...desk.queues.map((queue) => topics.left(queue.skillGroupId)),
      ...[...logs.values()].map((log) => topics.customer(log.conversationId)),
      ...this.talks.keys(),
    ])
    this.typists = new Map(
      desk.sessions
        .filter(({ phase }) => phase === 'serving')
        .map(({ sessionId }) => [topics.typing('customer', logs.get(sessionId)?.conversationId ?? ''), sessionId]),
    )
    this.typing.set(this.typists.keys())
  }
}
