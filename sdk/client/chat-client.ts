import { type Attributes, type Content, type CustomerCommand, MAX_FILE_BYTES } from '@ccc-store/core/protocol'
import type { LocalFile } from '../platform/local-file'
import type { Platform } from '../platform/platform'
import { unreadOf } from '../store/unread'
import type { Transport, TransportOwner } from '../transport/transport'
import type { ChatListener, ChatSnapshot } from './chat-snapshot'
import { type CustomerSessions, createChatSync, type Order } from './chat-sync'
import { commandId } from './command-id'
import { LOGGED_OUT, tooLarge } from './sdk-errors'

export type { ChatListener, ChatSnapshot } from './chat-snapshot'
export type { CustomerSessions } from './chat-sync'

/**
 * One customer's chat, shared by every page that shows it.
 * @param callCentre names it among others this phone may know
 */
export function createChatClient(
  platform: Platform,
  sessions: CustomerSessions,
  callCentre: string,
  makeTransport: (owner: TransportOwner) => Transport,
) {
  /** pages that show the chat, and those that only want to know how much is unread */
  const screens = new Set<ChatListener>()
  const watchers = new Set<ChatListener>()
  const sync = createChatSync(platform, sessions, callCentre, makeTransport, {
    changed: () => tell(),
    complain: (error) => {
      for (const listener of listeners()) listener.error?.(error)
    },
    get isShown() {
      return screens.size > 0
    },
  })

  return {
    get snapshot() {
      return snapshot()
    },
    subscribe,
    watch,
    signedIn,
    signedOut,
    say,
    send,
    sendFile,
    cancel,
    resend,
    recall,
    once,
    typing,
    read,
    setAttributes,
    /** The address of a file from its path in an entry; empty when there is none any more. */
    fileUrl: sync.files.url,
    /** A new address for a file whose old one has expired. Rejects with a WireError. */
    freshFileUrl: sync.files.freshUrl,
    loadOlder,
    reconnect,
    /** Picture of the customer; empty while it is not known. */
    get avatarUrl(): string {
      return sessions.getSession()?.customer.avatarUrl || ''
    },
    isPending,
    get isEntering() {
      return isPending('enter')
    },
  }

  function snapshot(): ChatSnapshot {
    const { conversation, outbox, transport, loadingOlder, typingSign, readMark } = sync
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
  function subscribe(ivrId: string, listener: ChatListener): () => void {
    const { transport, dispatch } = sync
    screens.add(listener)
    transport.open(ivrId)
    if (transport.connection.status === 'online' && sync.enterFirst()) dispatch.flush()
    return () => leave(screens, listener)
  }

  /**
   * Listens without a screen: no session is opened for it. Connects for customers who were here before; anybody else
   * has nothing to hear, until they log in or open the chat.
   */
  function watch(ivrId: string, listener: ChatListener): () => void {
    watchers.add(listener)
    const { transport, isKnown } = sync
    if (transport.connection.status === 'idle' && isKnown) transport.open(ivrId)
    return () => leave(watchers, listener)
  }

  /** Somebody logged in, perhaps as another customer, perhaps after a logout. */
  function signedIn(ivrId: string): void {
    const { transport, isForeign } = sync
    const { status } = transport.connection
    if (listeners().length === 0) return
    if (status === 'idle') transport.open(ivrId)
    else if (status === 'failed' || (status === 'online' && isForeign)) transport.retry()
  }

  /** The customer logged out: nothing of theirs stays on the screen. */
  function signedOut(): void {
    sync.signOut(LOGGED_OUT)
  }

  /** Says something; it is in `pending` at once. Blank text is ignored. `quote` is the seq of what it answers. */
  function say(text: string, quote?: number): void {
    if (/\S/.test(text)) send(quote === undefined ? { kind: 'text', text } : { kind: 'text', text, quote })
  }

  /** Sends a location, a link or a card; it is in `pending` at once. */
  function send(content: Content): void {
    sync.typingSign.sent()
    sync.order({ t: 'send', content })
  }

  /** Uploads a file and sends it; it is in `pending` at once, and the messages after it wait for it. */
  function sendFile(file: LocalFile): void {
    const id = commandId(platform)
    const path = platform.files.keep(id, file)
    sync.outbox.addFile(id, { ...file, path }, platform.now())
    if (file.size > MAX_FILE_BYTES[file.kind]) sync.outbox.refuse(id, tooLarge(file.kind))
    sync.dispatch.flush()
    tell()
  }

  /** Takes back what the call centre has not acknowledged. What it has nevertheless appears in the log. */
  function cancel(id: string): void {
    sync.dispatch.stopUpload(id)
    if (!sync.outbox.remove(id)) return
    sync.dispatch.flush()
    tell()
  }

  /** Sends a refused message again. */
  function resend(id: string): void {
    if (!sync.outbox.retry(id, platform.now())) return
    sync.dispatch.again(id)
    tell()
  }

  /** Takes back the customer's own entry `seq`; a refusal is told to the listeners. */
  function recall(seq: number): void {
    const isUnderWay = sync.outbox.all.some(({ command }) => command.t === 'recall' && command.seq === seq)
    if (!isUnderWay) sync.order({ t: 'recall', seq })
  }

  /** Gives a command unless one of its kind is under way: entering, leaving, ending, rating, leaving a message. */
  function once(order: Order): void {
    if (!isPending(order.t)) sync.order(order)
  }

  /** To be called on every keystroke; the agent is told now and then. */
  function typing(): void {
    const { phase } = sync.conversation.state
    if (phase === 'serving' && sync.typingSign.typed()) sync.transport.send({ t: 'typing' })
  }

  /** Everything up to `seq` was shown to the customer. */
  function read(seq: number): void {
    if (sync.readMark.mark(seq)) tell()
  }

  /** Tells the agents about the customer; replaces what was told before. */
  function setAttributes(attributes: Attributes, signature?: string): void {
    for (const { command } of sync.outbox.all) if (command.t === 'attributes') sync.outbox.remove(command.id)
    sync.order({ t: 'attributes', attributes, ...(signature && { signature }) })
  }

  /** Asks for the entries before the first one known. */
  function loadOlder(): void {
    sync.loadOlder()
  }

  function reconnect(): void {
    sync.transport.retry()
  }

  /** Whether a command of this kind was given and is not in the log yet. */
  function isPending(t: CustomerCommand['t']): boolean {
    return sync.outbox.has(t)
  }

  function listeners(): ChatListener[] {
    return [...screens, ...watchers]
  }

  function leave(group: Set<ChatListener>, listener: ChatListener): void {
    if (group.delete(listener) && listeners().length === 0) sync.rest()
  }

  function tell(): void {
    // a screen marks as read what it shows: those after it hear of that, not of what was before
    for (const listener of listeners()) listener.changed(snapshot())
  }
}

export type ChatClient = ReturnType<typeof createChatClient>
