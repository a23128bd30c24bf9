import {
  type Attributes,
  type Content,
  type CustomerCommand,
  type CustomerEntries,
  type CustomerServerFrame,
  type CustomerWelcome,
  type FileRef,
  MAX_FILE_BYTES,
  type Position,
  type WireError,
} from '@ccc-store/core/protocol'
import type { LocalFile } from '../platform/local-file'
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
import { unreadOf } from '../store/unread'
import type { SessionSource } from '../transport/session-source'
import type { Transport, TransportOwner } from '../transport/transport'
import type { ChatListener, ChatSnapshot } from './chat-snapshot'
import { commandId } from './command-id'
import { Dispatch } from './dispatch'
import { FileAccess } from './file-access'
import { ReadMark } from './read-mark'
import { LOGGED_OUT, tooLarge } from './sdk-errors'
import { SessionRenewal } from './session-renewal'
import { TypingSign } from './typing-sign'

export type { ChatListener, ChatSnapshot } from './chat-snapshot'

/** The sessions of `utils/login.js`, which also know whose they are. */
export interface CustomerSessions extends SessionSource {
  getSession(): { token: string; customer: { customerId: string; avatarUrl?: string } } | null
}

/** What a customer says of a session. */
export interface RatingAnswer {
  sessionId: string
  /** 1 is worst, 5 is best */
  score: number
  tags: string[]
  comment?: string
}

/** A command before it has its id. */
type Order<T> = T extends { id: string } ? Omit<T, 'id'> : never

/** One customer's chat, shared by every page that shows it. */
export class ChatClient implements TransportOwner {
  private conversation: Conversation = emptyConversation
  private loadingOlder = false
  /** pages that show the chat, and those that only want to know how much is unread */
  private readonly screens = new Set<ChatListener>()
  private readonly watchers = new Set<ChatListener>()
  private readonly outbox: Outbox
  private readonly transport: Transport
  private readonly files: FileAccess
  private readonly dispatch: Dispatch
  private readonly renewal: SessionRenewal
  private readonly typingSign: TypingSign
  private readonly readMark: ReadMark

  constructor(
    private readonly platform: Platform,
    private readonly sessions: CustomerSessions,
    /** names the call centre among others this phone may know */
    private readonly callCentre: string,
    makeTransport: (owner: TransportOwner) => Transport,
  ) {
    const tell = () => this.tell()
    this.outbox = new Outbox(platform.storage, (id) => platform.files.release(id))
    this.transport = makeTransport(this)
    this.files = new FileAccess(platform, sessions, this.transport.serverUrl)
    this.dispatch = new Dispatch(platform, this.outbox, this.files, this.transport, tell)
    this.renewal = new SessionRenewal(platform, callCentre, this.transport.serverUrl)
    this.typingSign = new TypingSign(platform, tell)
    this.readMark = new ReadMark((seq) => this.transport.signal({ t: 'read', seq }))
    this.adoptCustomer()
  }

  get snapshot(): ChatSnapshot {
    return {
      conversation: this.conversation,
      pending: this.outbox.all,
      connection: this.transport.connection,
      loadingOlder: this.loadingOlder,
      agentTyping: this.typingSign.isShown,
      unread: unreadOf(this.conversation, this.readMark.seq),
    }
  }

  /**
   * Shows the chat, and connects if nobody did before. Any number of pages may listen; they share one socket.
   * @returns stops to listen; when nobody is left the connection is closed, and what is known stays
   */
  subscribe(ivrId: string, listener: ChatListener): () => void {
    this.screens.add(listener)
    this.transport.open(ivrId)
    if (this.transport.connection.status === 'online' && this.enterFirst()) this.dispatch.flush()
    return () => this.leave(this.screens, listener)
  }

  /**
   * Listens without a screen: no session is opened for it. Connects for customers who were here before; anybody else
   * has nothing to hear, until they log in or open the chat.
   */
  watch(ivrId: string, listener: ChatListener): () => void {
    this.watchers.add(listener)
    if (this.transport.connection.status === 'idle' && this.isKnown) this.transport.open(ivrId)
    return () => this.leave(this.watchers, listener)
  }

  /** Somebody logged in, perhaps as another customer, perhaps after a logout. */
  signedIn(ivrId: string): void {
    const { status } = this.transport.connection
    if (this.screens.size + this.watchers.size === 0) return
    if (status === 'idle') this.transport.open(ivrId)
    else if (status === 'failed' || (status === 'online' && this.owner !== this.outbox.owner)) this.transport.retry()
  }

  /** The customer logged out: nothing of theirs stays on the screen. */
  signedOut(): void {
    this.forget()
    this.outbox.close()
    this.renewal.stop()
    if (this.transport.connection.status === 'idle') this.tell()
    else this.transport.end(LOGGED_OUT)
  }

  /** Says something; it is in `pending` at once. Blank text is ignored. `quote` is the seq of what it answers. */
  say(text: string, quote?: number): void {
    if (/\S/.test(text)) this.send(quote === undefined ? { kind: 'text', text } : { kind: 'text', text, quote })
  }

  /** Sends a location, a link or a card; it is in `pending` at once. */
  send(content: Content): void {
    this.typingSign.sent()
    this.order({ t: 'send', content })
  }

  /** Uploads a file and sends it; it is in `pending` at once, and the messages after it wait for it. */
  sendFile(file: LocalFile): void {
    const id = commandId(this.platform)
    const path = this.platform.files.keep(id, file)
    this.outbox.addFile(id, { ...file, path }, this.platform.now())
    if (file.size > MAX_FILE_BYTES[file.kind]) this.outbox.refuse(id, tooLarge(file.kind))
    this.dispatch.flush()
    this.tell()
  }

  /** Takes back what the call centre has not acknowledged. What it has nevertheless appears in the log. */
  cancel(id: string): void {
    this.dispatch.stopUpload(id)
    if (!this.outbox.remove(id)) return
    this.dispatch.flush()
    this.tell()
  }

  /** Sends a refused message again. */
  resend(id: string): void {
    if (!this.outbox.retry(id, this.platform.now())) return
    this.dispatch.again(id)
    this.tell()
  }

  /** Takes back the customer's own entry `seq`; a refusal is told to the listeners. */
  recall(seq: number): void {
    const isUnderWay = this.outbox.all.some(({ command }) => command.t === 'recall' && command.seq === seq)
    if (!isUnderWay) this.order({ t: 'recall', seq })
  }

  /** Leaves the queue and ends the session. */
  leaveQueue(): void {
    if (!this.isPending('leave')) this.order({ t: 'leave' })
  }

  /** Answers the open invitation to rate, `state.rating`. */
  rate(answer: RatingAnswer): void {
    if (!this.isPending('rate')) this.order({ t: 'rate', ...answer })
  }

  /** Leaves a message where nobody is online, `state.canLeaveMessage`. */
  leaveMessage(message: { text: string; contact?: string }): void {
    if (!this.isPending('leaveMessage')) this.order({ t: 'leaveMessage', ...message })
  }

  /** To be called on every keystroke; the agent is told now and then. */
  typing(): void {
    const { phase } = this.conversation.state
    if (phase === 'serving' && this.typingSign.typed()) this.transport.signal({ t: 'typing' })
  }

  /** Everything up to `seq` was shown to the customer. */
  read(seq: number): void {
    if (this.readMark.mark(seq)) this.tell()
  }

  /** Tells the agents about the customer; replaces what was told before. */
  setAttributes(attributes: Attributes): void {
    for (const { command } of this.outbox.all) if (command.t === 'attributes') this.outbox.remove(command.id)
    this.order({ t: 'attributes', attributes })
  }

  /** The address of a file of an entry; empty when there is none any more. */
  fileUrl(file: Pick<FileRef, 'url'>): string {
    return this.files.url(file)
  }

  /** A new address for a file whose old one has expired. Rejects with a WireError. */
  freshFileUrl(fileId: string): Promise<string> {
    return this.files.freshUrl(fileId)
  }

  /** Starts a new session with the flow, if none is open. */
  enter(): void {
    if (!this.isEntering) this.order({ t: 'enter' })
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

  /** Whether a command of this kind was given and is not in the log yet. */
  isPending(t: CustomerCommand['t']): boolean {
    return this.outbox.has(t)
  }

  get isEntering(): boolean {
    return this.isPending('enter')
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
      case 'typing':
        this.typingSign.show()
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
      const isSaid = frame.entries.some(({ from }) => from.role === 'agent')
      if (isSaid || next.state.phase !== 'serving') this.typingSign.hide()
      this.tell()
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
    this.tell()
  }

  /** Who opens the chat for the first time is greeted by the flow, unless something they said opens a session anyway. */
  private enterFirst(): boolean {
    const isNew = this.conversation.state.phase === 'none' && this.screens.size > 0 && !this.isEntering
    if (!isNew || this.outbox.ready().some(({ t }) => t === 'send')) return false
    this.outbox.add({ t: 'enter', id: commandId(this.platform) }, this.platform.now())
    return true
  }

  private refused(id: string, error: WireError): void {
    const t = this.outbox.find(id)?.command.t
    this.outbox.refuse(id, error)
    this.tell()
    if (t !== undefined && t !== 'send') this.complain(error)
  }

  private order(order: Order<CustomerCommand>): void {
    this.outbox.add({ ...order, id: commandId(this.platform) }, this.platform.now())
    this.dispatch.flush()
    this.tell()
  }

  private get owner(): string | null {
    const session = this.sessions.getSession()
    return session && `${session.customer.customerId}@${this.callCentre}`
  }

  private get isKnown(): boolean {
    return this.sessions.getSession() !== null || this.renewal.record !== null
  }

  /** Who speaks is known once somebody is logged in. Another customer than before starts with nothing (P10). */
  private adoptCustomer(): void {
    const { owner } = this
    if (owner === null || owner === this.outbox.owner) return
    if (this.outbox.owner !== null) this.forget()
    this.outbox.open(owner)
  }

  private forget(): void {
    this.conversation = emptyConversation
    this.readMark.reset()
    this.typingSign.hide()
    this.dispatch.stopUpload()
  }

  private leave(listeners: Set<ChatListener>, listener: ChatListener): void {
    if (!listeners.delete(listener) || this.screens.size + this.watchers.size > 0) return
    this.transport.close()
    this.renewal.stop()
  }

  private complain(error: WireError): void {
    for (const listener of [...this.screens, ...this.watchers]) listener.error?.(error)
  }

  private tell(): void {
    const { snapshot } = this
    for (const listener of [...this.screens, ...this.watchers]) listener.changed(snapshot)
  }
}
