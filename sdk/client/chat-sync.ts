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
import { Outbox } from '../store/outbox'
import type { SessionSource } from '../transport/session-source'
import type { Transport, TransportOwner } from '../transport/transport'
import { commandId } from './command-id'
import { Dispatch } from './dispatch'
import { FileAccess } from './file-access'
import { ReadMark } from './read-mark'
import { SessionRenewal } from './session-renewal'
import { TypingSign } from './typing-sign'

/** The sessions of `utils/login.js`, which also know whose they are. */
export interface CustomerSessions extends SessionSource {
  getSession(): { token: string; customer: { customerId: string; avatarUrl?: string } } | null
}

/** Who hears of what happens, and says what is wanted. */
export interface SyncOwner {
  /** something changed; once per frame from the server */
  changed(): void
  /** something went wrong that the log does not tell */
  complain(error: WireError): void
  /** the chat is on a screen, so that a session is to be opened where there never was one */
  readonly isShown: boolean
}

/** A command before it has its id. */
export type Order<T = CustomerCommand> = T extends { id: string } ? Omit<T, 'id'> : never

/** Keeps what is known here, and what was given here, in step with the call centre. */
export class ChatSync implements TransportOwner {
  conversation: Conversation = emptyConversation
  /** an older page was asked for */
  loadingOlder = false
  readonly outbox: Outbox
  readonly transport: Transport
  readonly files: FileAccess
  readonly dispatch: Dispatch
  readonly typingSign: TypingSign
  readonly readMark: ReadMark
  private readonly renewal: SessionRenewal

  constructor(
    private readonly platform: Platform,
    private readonly sessions: CustomerSessions,
    private readonly callCentre: string,
    makeTransport: (owner: TransportOwner) => Transport,
    private readonly owner: SyncOwner,
  ) {
    const changed = () => owner.changed()
    this.outbox = new Outbox(platform.storage, (id) => platform.files.release(id))
    this.transport = makeTransport(this)
    this.files = new FileAccess(platform, sessions, this.transport.serverUrl)
    this.dispatch = new Dispatch(platform, this.outbox, this.files, this.transport, changed)
    this.renewal = new SessionRenewal(platform, callCentre, this.transport.serverUrl)
    this.typingSign = new TypingSign(platform, changed)
    this.readMark = new ReadMark((seq) => this.transport.signal({ t: 'read', seq }))
    this.adoptCustomer()
  }

  /** Somebody is logged in, or was until a short time ago. */
  get isKnown(): boolean {
    return this.sessions.getSession() !== null || this.renewal.record !== null
  }

  /** Another customer is logged in than the one whose conversation this is. */
  get isForeign(): boolean {
    return this.customer !== this.outbox.owner
  }

  /** Gives a command, which is in the outbox at once. */
  order(order: Order): void {
    this.outbox.add({ ...order, id: commandId(this.platform) }, this.platform.now())
    this.dispatch.flush()
    this.owner.changed()
  }

  /** Who opens the chat for the first time is greeted by the flow, unless something they said opens a session anyway. */
  enterFirst(): boolean {
    const isNew = this.conversation.state.phase === 'none' && this.owner.isShown && !this.outbox.has('enter')
    if (!isNew || this.outbox.ready().some(({ t }) => t === 'send')) return false
    this.outbox.add({ t: 'enter', id: commandId(this.platform) }, this.platform.now())
    return true
  }

  /** Asks for the entries before the first one known. */
  loadOlder(): void {
    const first = this.conversation.entries[0]
    if (this.loadingOlder || !first || isComplete(this.conversation)) return
    this.loadingOlder = this.transport.history(first.seq)
    if (this.loadingOlder) this.owner.changed()
  }

  /** Nobody listens any more; what is known stays. */
  rest(): void {
    this.transport.close()
    this.renewal.stop()
  }

  /** Nobody is logged in any more; nothing stays. */
  signOut(why: WireError): void {
    this.forget()
    this.outbox.close()
    this.renewal.stop()
    if (this.transport.connection.status === 'idle') this.owner.changed()
    else this.transport.end(why)
  }

  position(): Position | null {
    this.adoptCustomer()
    const { epoch } = this.conversation
    return epoch === null ? null : { epoch, seq: lastSeq(this.conversation) }
  }

  onConnection(): void {
    if (this.transport.connection.status !== 'online') {
      this.loadingOlder = false
      this.typingSign.hide()
    }
    this.owner.changed()
  }

  onFrame(frame: CustomerServerFrame): void {
    switch (frame.t) {
      case 'welcome':
        this.welcomed(frame)
        break
      case 'entries':
        this.grown(frame)
        break
      case 'nack':
        this.refused(frame.id, frame.error)
        break
      case 'pong':
        break
      default:
        this.took(frame)
        this.owner.changed()
        if (frame.t === 'error') this.owner.complain(frame.error)
    }
  }

  private took(frame: Extract<CustomerServerFrame, { t: 'history' | 'typing' | 'ack' | 'error' }>): void {
    switch (frame.t) {
      case 'history':
        this.loadingOlder = false
        this.conversation = applyHistory(this.conversation, frame)
        this.outbox.settle(frame.entries)
        break
      case 'typing':
        this.typingSign.show()
        break
      case 'ack':
        this.outbox.acknowledge(frame.id, frame.seq, lastSeq(this.conversation))
        break
      case 'error':
        this.loadingOlder = false
    }
  }

  private grown(frame: CustomerEntries): void {
    const next = applyEntries(this.conversation, frame)
    if (next) {
      this.conversation = next
      this.outbox.settle(frame.entries)
      const isSaid = frame.entries.some(({ from }) => from.role === 'agent')
      if (isSaid || next.state.phase !== 'serving') this.typingSign.hide()
      this.owner.changed()
    } else this.transport.resync()
  }

  private welcomed(welcome: CustomerWelcome): void {
    const next = applyWelcome(this.conversation, welcome)
    if (next) this.resumed(next, welcome)
    else {
      this.forget()
      this.transport.resync()
    }
  }

  private resumed(next: Conversation, welcome: CustomerWelcome): void {
    const { epoch } = this.conversation
    const sameEpoch = epoch === welcome.epoch || epoch === null
    if (!sameEpoch) this.readMark.reset()
    this.conversation = next
    this.loadingOlder = false
    this.outbox.settle(welcome.entries)
    if (welcome.mode === 'reset') this.outbox.reset(welcome.head, sameEpoch)
    this.enterFirst()
    this.dispatch.welcomed()
    this.readMark.welcomed()
    this.renewal.start()
    this.owner.changed()
  }

  private refused(id: string, error: WireError): void {
    const t = this.outbox.find(id)?.command.t
    this.outbox.refuse(id, error)
    this.owner.changed()
    if (t !== undefined && t !== 'send') this.owner.complain(error)
  }

  /** Whose outbox it is; null while nobody is logged in. */
  private get customer(): string | null {
    const session = this.sessions.getSession()
    return session && `${session.customer.customerId}@${this.callCentre}`
  }

  /** Who speaks is known once somebody is logged in. Another customer than before starts with nothing (P10). */
  private adoptCustomer(): void {
    const { customer } = this
    if (customer === null || customer === this.outbox.owner) return
    if (this.outbox.owner !== null) this.forget()
    this.outbox.open(customer)
  }

  private forget(): void {
    this.conversation = emptyConversation
    this.readMark.reset()
    this.typingSign.hide()
    this.dispatch.stopUpload()
  }
}
