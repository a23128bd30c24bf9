import { type AgentCommand, type AgentServerFrame, PROTOCOL_VERSION, type WireError } from '@ccc-store/core/protocol'
import { AgentSocket, type Connection, type SocketMeans } from './agent-socket'
import type { DeskMemory } from './desk-memory'
import { DeskStore } from './desk-store'

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

  constructor(
    private readonly options: DeskClientOptions,
    private readonly owner: DeskClientOwner,
  ) {
    const { memory, token } = options
    this.store = new DeskStore(memory.load())
    this.store.subscribe((state) => memory.save(state))
    this.socket = new AgentSocket(options, {
      hello: () => ({ t: 'hello', v: PROTOCOL_VERSION, token, positions: this.store.positions() }),
      onFrame: (frame) => this.onFrame(frame),
      onConnection: (connection) => owner.onConnection(connection),
    })
  }

  setStatus(status: 'online' | 'offline'): void {
    this.give({ t: 'status', id: this.options.newId(), status })
  }

  accept(sessionId: string): void {
    this.give({ t: 'accept', id: this.options.newId(), sessionId })
  }

  decline(sessionId: string): void {
    this.give({ t: 'decline', id: this.options.newId(), sessionId })
  }

  /** @param text not blank, of at most MAX_TEXT_LENGTH characters */
  say(sessionId: string, text: string): void {
    this.give({ t: 'send', id: this.options.newId(), sessionId, content: { kind: 'text', text } })
  }

  end(sessionId: string): void {
    this.give({ t: 'end', id: this.options.newId(), sessionId })
  }

  /** Sends a refused message again, under its own id. */
  retry(id: string): void {
    this.posted.delete(id)
    if (this.store.retry(id, this.options.clock.now())) this.flush()
  }

  private give(command: AgentCommand): void {
    this.store.give(command, this.options.clock.now())
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
        break
      case 'desk':
        this.store.applyDesk(frame.desk)
        break
      case 'entries':
        if (!this.store.applyEntries(frame)) this.socket.resync()
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
        this.owner.onRefused(frame.error)
        break
      case 'pong':
        break
    }
  }
}
