import type {
  CustomerCommand,
  CustomerEntries,
  CustomerServerFrame,
  CustomerWelcome,
  Position,
  WireError,
} from '@ccc-store/core/protocol'
import type { Platform } from '../platform/platform'
import {
  applyEntries,
  applyHistory,
  applyWelcome,
  type Conversation,
  emptyConversation,
  isComplete,
  lastSeq,
} from '../store/conversation'
import { Outbox, type Pending } from '../store/outbox'
import type { SessionSource } from '../transport/session-source'
import type { Connection, Transport, TransportOwner } from '../transport/transport'
import { commandId } from './command-id'

/** All that a page shows. */
export interface ChatSnapshot {
  conversation: Conversation
  pending: readonly Pending[]
  connection: Connection
  /** an older page was asked for */
  loadingOlder: boolean
}

export interface ChatListener {
  /** something changed; called once per frame from the server */
  changed(snapshot: ChatSnapshot): void
  /** something went wrong that the log does not tell */
  error?(error: WireError): void
}

/** The sessions of `utils/login.js`, which also know whose they are. */
export interface CustomerSessions extends SessionSource {
  getSession(): { token: string; customer: { customerId: string; avatarUrl?: string } } | null
}

/** One customer's chat, shared by every page that shows it. */
export class ChatClient implements TransportOwner {
  private conversation: Conversation = emptyConversation
  private loadingOlder = false
  private readonly listeners = new Set<ChatListener>()
  private readonly outbox: Outbox
  private readonly transport: Transport

  constructor(
    private readonly platform: Platform,
    private readonly sessions: CustomerSessions,
    /** names the call centre among others this phone may know */
    private readonly callCentre: string,
    makeTransport: (owner: TransportOwner) => Transport,
  ) {
    this.outbox = new Outbox(platform.storage)
    this.transport = makeTransport(this)
    this.adoptCustomer()
  }

  get snapshot(): ChatSnapshot {
    return {
      conversation: this.conversation,
      pending: this.outbox.all,
      connection: this.transport.connection,
      loadingOlder: this.loadingOlder,
    }
  }

  /**
   * Starts to listen, and connects if nobody did before. Any number of pages may listen; they share one socket.
   * @returns stops to listen; when nobody is left the connection is closed, and what is known stays
   */
  subscribe(ivrId: string, listener: ChatListener): () => void {
    this.listeners.add(listener)
    this.transport.open(ivrId)
    return () => {
      if (this.listeners.delete(listener) && this.listeners.size === 0) this.transport.close()
    }
  }

  /** Says something; it is in `pending` at once. Blank text is ignored. */
  say(text: string): void {
    if (/\S/.test(text)) this.command({ t: 'send', id: commandId(this.platform), content: { kind: 'text', text } })
  }

  /** Starts a new session with the flow, if none is open. */
  enter(): void {
    if (!this.isEntering) this.command({ t: 'enter', id: commandId(this.platform) })
  }

  /** Sends a refused message again. */
  resend(id: string): void {
    const command = this.outbox.retry(id, this.platform.now())
    if (!command) return
    this.transport.send(command)
    this.tell()
  }

  /** Asks for the entries before the first one known. */
  loadOlder(): void {
    const first = this.conversation.entries[0]
    if (this.loadingOlder || !first || isComplete(this.conversation)) return
    this.loadingOlder = this.transport.history(first.seq)
    if (this.loadingOlder) this.tell()
  }

  reconnect(): void {
    this.transport.retry()
  }

  /** Picture of the customer; empty while it is not known. */
  get avatarUrl(): string {
    return this.sessions.getSession()?.customer.avatarUrl ?? ''
  }

  get isEntering(): boolean {
    return this.outbox.all.some(({ command }) => command.t === 'enter')
  }

  position(): Position | null {
    this.adoptCustomer()
    const { epoch } = this.conversation
    return epoch === null ? null : { epoch, seq: lastSeq(this.conversation) }
  }

  onConnection(): void {
    if (this.transport.connection.status !== 'online') this.loadingOlder = false
    this.tell()
  }

  onFrame(frame: CustomerServerFrame): void {
    switch (frame.t) {
      case 'welcome':
        this.welcomed(frame)
        break
      case 'entries':
        this.grown(frame)
        break
      case 'history':
        this.loadingOlder = false
        this.conversation = applyHistory(this.conversation, frame)
        this.outbox.settle(frame.entries)
        this.tell()
        break
      case 'ack':
        this.outbox.acknowledge(frame.id, frame.seq, lastSeq(this.conversation))
        this.tell()
        break
      case 'nack':
        this.refused(frame.id, frame.error)
        break
      case 'error':
        this.loadingOlder = false
        this.tell()
        this.complain(frame.error)
    }
  }

  private grown(frame: CustomerEntries): void {
    const next = applyEntries(this.conversation, frame)
    if (next) {
      this.conversation = next
      this.outbox.settle(frame.entries)
      this.tell()
    } else this.transport.resync()
  }

  private welcomed(welcome: CustomerWelcome): void {
    const next = applyWelcome(this.conversation, welcome)
    if (next) this.resumed(next, welcome)
    else {
      this.conversation = emptyConversation
      this.transport.resync()
    }
  }

  private resumed(next: Conversation, welcome: CustomerWelcome): void {
    const sameEpoch = this.conversation.epoch === welcome.epoch || this.conversation.epoch === null
    this.conversation = next
    this.loadingOlder = false
    this.outbox.settle(welcome.entries)
    if (welcome.mode === 'reset') this.outbox.reset(welcome.head, sameEpoch)
    if (next.state.phase === 'none' && this.outbox.unacknowledged().length === 0) {
      this.outbox.add({ t: 'enter', id: commandId(this.platform) }, this.platform.now())
    }
    for (const command of this.outbox.unacknowledged()) this.transport.send(command)
    this.tell()
  }

  private refused(id: string, error: WireError): void {
    const command = this.outbox.all.find((item) => item.command.id === id)?.command
    this.outbox.refuse(id, error)
    this.tell()
    if (command?.t === 'enter') this.complain(error)
  }

  private command(command: CustomerCommand): void {
    this.outbox.add(command, this.platform.now())
    this.transport.send(command)
    this.tell()
  }

  /** Who speaks is known once somebody is logged in. Another customer than before starts with nothing (P10). */
  private adoptCustomer(): void {
    const session = this.sessions.getSession()
    if (!session) return
    const owner = `${session.customer.customerId}@${this.callCentre}`
    if (this.outbox.owner !== null && this.outbox.owner !== owner) this.conversation = emptyConversation
    this.outbox.open(owner)
  }

  private complain(error: WireError): void {
    for (const listener of this.listeners) listener.error?.(error)
  }

  private tell(): void {
    const { snapshot } = this
    for (const listener of this.listeners) listener.changed(snapshot)
  }
}
