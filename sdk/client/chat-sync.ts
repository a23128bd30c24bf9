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
import { createOutbox } from '../store/outbox'
import type { SessionSource } from '../transport/session-source'
import type { Transport, TransportOwner } from '../transport/transport'
import { commandId } from './command-id'
import { createDispatch } from './dispatch'
import { createFileAccess } from './file-access'
import { createReadMark } from './read-mark'
import { createSessionRenewal } from './session-renewal'
import { createTypingSign } from './typing-sign'

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
export function createChatSync(
  platform: Platform,
  sessions: CustomerSessions,
  callCentre: string,
  makeTransport: (owner: TransportOwner) => Transport,
  owner: SyncOwner,
) {
  let conversation: Conversation = emptyConversation
  /** an older page was asked for */
  let loadingOlder = false
  const changed = () => owner.changed()
  const outbox = createOutbox(platform.storage, (id) => platform.files.release(id))
  const transport = makeTransport({ position, onConnection, onFrame })
  const files = createFileAccess(platform, sessions, transport.serverUrl)
  const dispatch = createDispatch(platform, outbox, files, transport, changed)
  const renewal = createSessionRenewal(platform, callCentre, transport.serverUrl)
  const typingSign = createTypingSign(platform, changed)
  const readMark = createReadMark((seq) => transport.send({ t: 'read', seq }))
  adoptCustomer()

  return {
    get conversation() {
      return conversation
    },
    get loadingOlder() {
      return loadingOlder
    },
    outbox,
    transport,
    files,
    dispatch,
    typingSign,
    readMark,
    /** Somebody is logged in, or was until a short time ago. */
    get isKnown(): boolean {
      return sessions.getSession() !== null || renewal.record() !== null
    },
    /** Another customer is logged in than the one whose conversation this is. */
    get isForeign(): boolean {
      return customer() !== outbox.owner
    },
    order,
    enterFirst,
    loadOlder,
    rest,
    signOut,
    position,
    onConnection,
    onFrame,
  }

  /** Gives a command, which is in the outbox at once. */
  function order(given: Order): void {
    outbox.add({ ...given, id: commandId(platform) }, platform.now())
    dispatch.flush()
    owner.changed()
  }

  /** Who opens the chat for the first time is greeted by the flow, unless something they said opens a session anyway. */
  function enterFirst(): boolean {
    const isNew = conversation.state.phase === 'none' && owner.isShown && !outbox.has('enter')
    if (!isNew || outbox.ready().some(({ t }) => t === 'send')) return false
    outbox.add({ t: 'enter', id: commandId(platform) }, platform.now())
    return true
  }

  /** Asks for the entries before the first one known. */
  function loadOlder(): void {
    const first = conversation.entries[0]
    if (loadingOlder || !first || isComplete(conversation)) return
    loadingOlder = transport.send({ t: 'history', before: first.seq })
    if (loadingOlder) owner.changed()
  }

  /** Nobody listens any more; what is known stays. */
  function rest(): void {
    transport.close()
    renewal.stop()
  }

  /** Nobody is logged in any more; nothing stays. */
  function signOut(why: WireError): void {
    forget()
    outbox.close()
    renewal.stop()
    if (transport.connection.status === 'idle') owner.changed()
    else transport.end(why)
  }

  function position(): Position | null {
    adoptCustomer()
    const { epoch } = conversation
    return epoch === null ? null : { epoch, seq: lastSeq(conversation) }
  }

  function onConnection(): void {
    if (transport.connection.status !== 'online') {
      loadingOlder = false
      typingSign.hide()
      dispatch.flush()
    }
    owner.changed()
  }

  function onFrame(frame: CustomerServerFrame): void {
    switch (frame.t) {
      case 'welcome':
        welcomed(frame)
        break
      case 'entries':
        grown(frame)
        break
      case 'nack':
        refused(frame.id, frame.error)
        break
      case 'pong':
        break
      default:
        took(frame)
        owner.changed()
        if (frame.t === 'error') owner.complain(frame.error)
    }
  }

  function took(frame: Extract<CustomerServerFrame, { t: 'history' | 'typing' | 'ack' | 'error' }>): void {
    switch (frame.t) {
      case 'history':
        loadingOlder = false
        conversation = applyHistory(conversation, frame)
        outbox.settle(frame.entries)
        break
      case 'typing':
        typingSign.show()
        break
      case 'ack':
        outbox.acknowledge(frame.id, frame.seq, lastSeq(conversation))
        break
      case 'error':
        loadingOlder = false
    }
  }

  function grown(frame: CustomerEntries): void {
    const next = applyEntries(conversation, frame)
    if (next) {
      conversation = next
      outbox.settle(frame.entries)
      const isSaid = frame.entries.some(({ from }) => from.role === 'agent')
      if (isSaid || next.state.phase !== 'serving') typingSign.hide()
      owner.changed()
    } else transport.resync()
  }

  function welcomed(welcome: CustomerWelcome): void {
    const next = applyWelcome(conversation, welcome)
    if (next) resumed(next, welcome)
    else {
      forget()
      transport.resync()
    }
  }

  function resumed(next: Conversation, welcome: CustomerWelcome): void {
    const { epoch } = conversation
    const sameEpoch = epoch === welcome.epoch || epoch === null
    if (!sameEpoch) readMark.reset()
    conversation = next
    loadingOlder = false
    outbox.settle(welcome.entries)
    if (welcome.mode === 'reset') outbox.reset(welcome.head, sameEpoch)
    enterFirst()
    dispatch.welcomed()
    readMark.welcomed()
    renewal.start()
    owner.changed()
  }

  function refused(id: string, error: WireError): void {
    const t = outbox.find(id)?.command.t
    outbox.refuse(id, error)
    owner.changed()
    if (t !== undefined && t !== 'send') owner.complain(error)
  }

  /** Whose outbox it is; null while nobody is logged in. */
  function customer(): string | null {
    const session = sessions.getSession()
    return session && `${session.customer.customerId}@${callCentre}`
  }

  /** Who speaks is known once somebody is logged in. Another customer than before starts with nothing (P10). */
  function adoptCustomer(): void {
    const now = customer()
    if (now === null || now === outbox.owner) return
    if (outbox.owner !== null) forget()
    outbox.open(now)
  }

  function forget(): void {
    conversation = emptyConversation
    readMark.reset()
    typingSign.hide()
    dispatch.stopUpload()
  }
}

export type ChatSync = ReturnType<typeof createChatSync>
