import {
  type AgentCommand,
  type AgentServerFrame,
  type Content,
  type FileRef,
  PROTOCOL_VERSION,
  type WireError,
} from '@ccc-store/core/protocol'
import { AgentSocket, type Connection, type SocketMeans } from './agent-socket'
import type { DeskMemory } from './desk-memory'
import { DeskStore } from './desk-store'
import { ReadMarks } from './read-marks'
import { TypingSigns } from './typing-signs'

export interface DeskClientOptions extends SocketMeans {
  token: string
  /** unique for ever */
  newId: () => string
  memory: DeskMemory
}

export interface DeskClientOwner {
  onConnection(connection: Connection): void
  /** A command other than a message was refused; a refused message says so itself. */
  onRefused(error: WireError): void
}

/** The desk of one agent: the store, the socket that fills it, and what the agent can do. */
export class DeskClient {
  readonly store: DeskStore
  readonly socket: AgentSocket
  /** ids that went out on this connection */
  private readonly posted = new Set<string>()
  private readonly marks: ReadMarks
  private readonly typing: TypingSigns

  constructor(
    private readonly options: DeskClientOptions,
    private readonly owner: DeskClientOwner,
  ) {
    const { memory, token, clock } = options
    this.store = new DeskStore(memory.load())
    this.store.subscribe((state) => memory.save(state))
    this.socket = new AgentSocket(options, {
      hello: () => ({ t: 'hello', v: PROTOCOL_VERSION, token, positions: this.store.positions() }),
      onFrame: (frame) => this.onFrame(frame),
      onConnection: (connection) => owner.onConnection(connection),
    })
    this.marks = new ReadMarks(this.store, (frame) => this.socket.post(frame))
    this.typing = new TypingSigns(this.store, clock, (frame) => this.socket.post(frame))
  }

  newId(): string {
    return this.options.newId()
  }

  setStatus(status: 'online' | 'offline'): void {
    this.give({ t: 'status', id: this.newId(), status })
  }

  accept(sessionId: string): void {
    this.give({ t: 'accept', id: this.newId(), sessionId })
  }

  decline(sessionId: string): void {
    this.give({ t: 'decline', id: this.newId(), sessionId })
  }

  /** @param content fit to be sent: a text is not blank and not longer than MAX_TEXT_LENGTH */
  say(sessionId: string, content: Content): void {
    this.sayAs(this.newId(), sessionId, content)
  }

  /** Says something under an id that it has already, as an upload has. @param file that it names */
  sayAs(id: string, sessionId: string, content: Content, file?: FileRef): void {
    this.typing.said(sessionId)
    this.give({ t: 'send', id, sessionId, content }, file)
  }

  end(sessionId: string): void {
    this.give({ t: 'end', id: this.newId(), sessionId })
  }

  /** Takes one's own message back. */
  recall(sessionId: string, seq: number): void {
    this.give({ t: 'recall', id: this.newId(), sessionId, seq })
  }

  inviteRating(sessionId: string): void {
    this.give({ t: 'inviteRating', id: this.newId(), sessionId })
  }

  /** Ends the session and refuses its customer from then on. */
  block(sessionId: string): void {
    this.give({ t: 'block', id: this.newId(), sessionId })
  }

  answerLeft(sessionId: string): void {
    this.give({ t: 'answerLeft', id: this.newId(), sessionId })
  }

  dismissLeft(sessionId: string): void {
    this.give({ t: 'dismissLeft', id: this.newId(), sessionId })
  }

  /** The agent has seen a session up to its newest entry. */
  markRead(sessionId: string): void {
    this.store.markRead(sessionId)
    this.marks.tell(sessionId)
  }

  /** The agent is writing in a session. */
  types(sessionId: string): void {
    this.typing.types(sessionId)
  }

  /** Asks for what came before all that is known of a session's conversation. */
  loadEarlier(sessionId: string): void {
    const before = this.store.loadEarlier(sessionId)
    if (before === undefined) return
    if (!this.socket.post({ t: 'history', sessionId, before })) this.store.historyRefused()
  }

  /** Sends a refused message again, under its own id. */
  retry(id: string): void {
    this.posted.delete(id)
    if (this.store.retry(id, this.options.clock.now())) this.flush()
  }

  private give(command: AgentCommand, file?: FileRef): void {
    this.store.give(command, this.options.clock.now(), file)
    this.flush()
  }

  /** Sends what has no acknowledgement and did not go out on this connection, in the order it was given. */
  private flush(): void {
    for (const command of this.store.unacknowledged()) {
      if (!this.posted.has(command.id) && this.socket.post(command)) this.posted.add(command.id)
    }
  }

  private onFrame(frame: AgentServerFrame): void {
    switch (frame.t) {
      case 'welcome':
        this.posted.clear()
        this.store.welcome(frame.desk)
        this.flush()
        this.marks.connected()
        this.typing.connected()
        break
      case 'desk':
        this.store.applyDesk(frame.desk)
        break
      case 'entries':
        if (!this.store.applyEntries(frame)) this.socket.resync()
        break
      case 'history':
        this.store.applyHistory(frame)
        break
      case 'typing':
        this.typing.heard(frame.sessionId)
        break
      case 'ack':
        this.store.acknowledge(frame)
        break
      case 'nack': {
        const command = this.store.refuse(frame)
        if (command && command.t !== 'send') this.owner.onRefused(frame.error)
        break
      }
      case 'error':
        this.store.historyRefused()
        this.owner.onRefused(frame.error)
        break
      case 'pong':
        break
    }
  }
}
