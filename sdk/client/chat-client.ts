import {
  type Attributes,
  type Content,
  type CustomerCommand,
  type FileRef,
  MAX_FILE_BYTES,
} from '@ccc-store/core/protocol'
import type { LocalFile } from '../platform/local-file'
import type { Platform } from '../platform/platform'
import { unreadOf } from '../store/unread'
import type { Transport, TransportOwner } from '../transport/transport'
import type { ChatListener, ChatSnapshot } from './chat-snapshot'
import { ChatSync, type CustomerSessions } from './chat-sync'
import { commandId } from './command-id'
import { LOGGED_OUT, tooLarge } from './sdk-errors'

export type { ChatListener, ChatSnapshot } from './chat-snapshot'
export type { CustomerSessions } from './chat-sync'

/** What a customer says of a session. */
export interface RatingAnswer {
  sessionId: string
  /** 1 is worst, 5 is best */
  score: number
  tags: string[]
  comment?: string
}

/** One customer's chat, shared by every page that shows it. */
export class ChatClient {
  /** pages that show the chat, and those that only want to know how much is unread */
  private readonly screens = new Set<ChatListener>()
  private readonly watchers = new Set<ChatListener>()
  private readonly sync: ChatSync

  /** @param callCentre names it among others this phone may know */
  constructor(
    private readonly platform: Platform,
    private readonly sessions: CustomerSessions,
    callCentre: string,
    makeTransport: (owner: TransportOwner) => Transport,
  ) {
    const { screens } = this
    this.sync = new ChatSync(platform, sessions, callCentre, makeTransport, {
      changed: () => this.tell(),
      complain: (error) => {
        for (const listener of this.listeners) listener.error?.(error)
      },
      get isShown() {
        return screens.size > 0
      },
    })
  }

  get snapshot(): ChatSnapshot {
    const { conversation, outbox, transport, loadingOlder, typingSign, readMark } = this.sync
    return {
      conversation,
      pending: outbox.all,
      connection: transport.connection,
      loadingOlder,
      agentTyping: typingSign.isShown,
      unread: unreadOf(conversation, readMark.seq),
    }
  }

  /**
   * Shows the chat, and connects if nobody did before. Any number of pages may listen; they share one socket.
   * @returns stops to listen; when nobody is left the connection is closed, and what is known stays
   */
  subscribe(ivrId: string, listener: ChatListener): () => void {
    const { transport, dispatch } = this.sync
    this.screens.add(listener)
    transport.open(ivrId)
    if (transport.connection.status === 'online' && this.sync.enterFirst()) dispatch.flush()
    return () => this.leave(this.screens, listener)
  }

  /**
   * Listens without a screen: no session is opened for it. Connects for customers who were here before; anybody else
   * has nothing to hear, until they log in or open the chat.
   */
  watch(ivrId: string, listener: ChatListener): () => void {
    this.watchers.add(listener)
    const { transport, isKnown } = this.sync
    if (transport.connection.status === 'idle' && isKnown) transport.open(ivrId)
    return () => this.leave(this.watchers, listener)
  }

  /** Somebody logged in, perhaps as another customer, perhaps after a logout. */
  signedIn(ivrId: string): void {
    const { transport, isForeign } = this.sync
    const { status } = transport.connection
    if (this.listeners.length === 0) return
    if (status === 'idle') transport.open(ivrId)
    else if (status === 'failed' || (status === 'online' && isForeign)) transport.retry()
  }

  /** The customer logged out: nothing of theirs stays on the screen. */
  signedOut(): void {
    this.sync.signOut(LOGGED_OUT)
  }

  /** Says something; it is in `pending` at once. Blank text is ignored. `quote` is the seq of what it answers. */
  say(text: string, quote?: number): void {
    if (/\S/.test(text)) this.send(quote === undefined ? { kind: 'text', text } : { kind: 'text', text, quote })
  }

  /** Sends a location, a link or a card; it is in `pending` at once. */
  send(content: Content): void {
    this.sync.typingSign.sent()
    this.sync.order({ t: 'send', content })
  }

  /** Uploads a file and sends it; it is in `pending` at once, and the messages after it wait for it. */
  sendFile(file: LocalFile): void {
    const id = commandId(this.platform)
    const path = this.platform.files.keep(id, file)
    this.sync.outbox.addFile(id, { ...file, path }, this.platform.now())
    if (file.size > MAX_FILE_BYTES[file.kind]) this.sync.outbox.refuse(id, tooLarge(file.kind))
    this.sync.dispatch.flush()
    this.tell()
  }

  /** Takes back what the call centre has not acknowledged. What it has nevertheless appears in the log. */
  cancel(id: string): void {
    this.sync.dispatch.stopUpload(id)
    if (!this.sync.outbox.remove(id)) return
    this.sync.dispatch.flush()
    this.tell()
  }

  /** Sends a refused message again. */
  resend(id: string): void {
    if (!this.sync.outbox.retry(id, this.platform.now())) return
    this.sync.dispatch.again(id)
    this.tell()
  }

  /** Takes back the customer's own entry `seq`; a refusal is told to the listeners. */
  recall(seq: number): void {
    const isUnderWay = this.sync.outbox.all.some(({ command }) => command.t === 'recall' && command.seq === seq)
    if (!isUnderWay) this.sync.order({ t: 'recall', seq })
  }

  /** Leaves the queue and ends the session. */
  leaveQueue(): void {
    if (!this.isPending('leave')) this.sync.order({ t: 'leave' })
  }

  /** Answers the open invitation to rate, `state.rating`. */
  rate(answer: RatingAnswer): void {
    if (!this.isPending('rate')) this.sync.order({ t: 'rate', ...answer })
  }

  /** Leaves a message where nobody is online, `state.canLeaveMessage`. */
  leaveMessage(message: { text: string; contact?: string }): void {
    if (!this.isPending('leaveMessage')) this.sync.order({ t: 'leaveMessage', ...message })
  }

  /** To be called on every keystroke; the agent is told now and then. */
  typing(): void {
    const { phase } = this.sync.conversation.state
    if (phase === 'serving' && this.sync.typingSign.typed()) this.sync.transport.signal({ t: 'typing' })
  }

  /** Everything up to `seq` was shown to the customer. */
  read(seq: number): void {
    if (this.sync.readMark.mark(seq)) this.tell()
  }

  /** Tells the agents about the customer; replaces what was told before. */
  setAttributes(attributes: Attributes): void {
    for (const { command } of this.sync.outbox.all) if (command.t === 'attributes') this.sync.outbox.remove(command.id)
    this.sync.order({ t: 'attributes', attributes })
  }

  /** The address of a file of an entry; empty when there is none any more. */
  fileUrl(file: Pick<FileRef, 'url'>): string {
    return this.sync.files.url(file)
  }

  /** A new address for a file whose old one has expired. Rejects with a WireError. */
  freshFileUrl(fileId: string): Promise<string> {
    return this.sync.files.freshUrl(fileId)
  }

  /** Starts a new session with the flow, if none is open. */
  enter(): void {
    if (!this.isEntering) this.sync.order({ t: 'enter' })
  }

  /** Asks for the entries before the first one known. */
  loadOlder(): void {
    this.sync.loadOlder()
  }

  reconnect(): void {
    this.sync.transport.retry()
  }

  /** Picture of the customer; empty while it is not known. */
  get avatarUrl(): string {
    return this.sessions.getSession()?.customer.avatarUrl ?? ''
  }

  /** Whether a command of this kind was given and is not in the log yet. */
  isPending(t: CustomerCommand['t']): boolean {
    return this.sync.outbox.has(t)
  }

  get isEntering(): boolean {
    return this.isPending('enter')
  }

  private get listeners(): ChatListener[] {
    return [...this.screens, ...this.watchers]
  }

  private leave(listeners: Set<ChatListener>, listener: ChatListener): void {
    if (listeners.delete(listener) && this.listeners.length === 0) this.sync.rest()
  }

  private tell(): void {
    // a screen marks as read what it shows: those after it hear of that, not of what was before
    for (const listener of this.listeners) listener.changed(this.snapshot)
  }
}
