import type { ChatModule, ChatSdk, Message } from '../../sdk/transport/tencent/chat-sdk'
import { chatConstants } from './chat-constants'
import type { FakeElement, FakeMessage, FakePhone, FakeTencent } from './fake-tencent'

const { EVENT, TYPES } = chatConstants

/** What the SDK's promises are rejected with. */
class ChatError extends Error {
  constructor(readonly code: number) {
    super(`as error ${code} says`)
  }
}

type Options = Parameters<ChatSdk['createTextMessage']>[0]

/** `@tencentcloud/chat` on one phone, joined to the fake of Tencent; its network is the test's to cut. */
export class FakeChat implements ChatSdk, FakePhone {
  private userId = ''
  private ready = false
  private connected = true
  private readonly handlers = new Map<string, Set<(event: { name: string; data?: unknown }) => void>>()
  /** kept messages that came while the network was away */
  private missed: FakeMessage[] = []
  private lastId = 0

  constructor(private readonly tencent: FakeTencent) {}

  on(eventName: string, handler: (event: { name: string; data?: unknown }) => void): void {
    this.handlers.set(eventName, (this.handlers.get(eventName) ?? new Set()).add(handler))
  }

  off(eventName: string, handler: (event: { name: string; data?: unknown }) => void): void {
    this.handlers.get(eventName)?.delete(handler)
  }

  /** How many listen, to find those that were left behind. */
  get listeners(): number {
    return [...this.handlers.values()].reduce((sum, { size }) => sum + size, 0)
  }

  async login({ userID, userSig }: { userID: string; userSig: string }): Promise<{ code: number }> {
    if (!this.connected) throw new ChatError(2_801)
    const refused = this.tencent.logIn(userID, userSig, this)
    if (refused !== 0) throw new ChatError(refused)
    this.userId = userID
    // ready comes later than the login, as with the real one
    setImmediate(() => {
      if (this.userId !== userID) return
      this.ready = true
      this.emit(EVENT.SDK_READY)
    })
    return { code: 0 }
  }

  async logout(): Promise<void> {
    this.tencent.logOut(this.userId, this)
    this.userId = ''
    this.ready = false
    this.emit(EVENT.SDK_NOT_READY)
  }

  isReady(): boolean {
    return this.ready
  }

  setLogLevel(): void {}

  createTextMessage(options: Options): Message {
    return this.message(TYPES.MSG_TEXT, options)
  }

  createLocationMessage(options: Options): Message {
    return this.message(TYPES.MSG_LOCATION, options)
  }

  createCustomMessage(options: Options): Message {
    return this.message(TYPES.MSG_CUSTOM, options)
  }

  async sendMessage(message: Message, options: { onlineUserOnly?: boolean } = {}): Promise<{ data: object }> {
    if (!this.ready) throw new ChatError(2_999)
    if (!this.connected) throw new ChatError(2_800)
    const refused = this.tencent.fromPhone({
      from: this.userId,
      to: message.to,
      elements: [elementOf(message)],
      cloudCustomData: message.cloudCustomData,
      isOnlineOnly: options.onlineUserOnly === true,
    })
    if (refused !== 0) throw new ChatError(refused)
    return { data: { message } }
  }

  async setMessageRead({ conversationID }: { conversationID: string }): Promise<{ data: object }> {
    if (!conversationID.startsWith(TYPES.CONV_C2C)) throw new ChatError(2_503)
    return { data: {} }
  }

  push(message: FakeMessage): void {
    if (this.connected) this.emit(EVENT.MESSAGE_RECEIVED, [this.received(message)])
    else if (!message.isOnlineOnly) this.missed.push(message)
  }

  revoked(message: FakeMessage): void {
    if (this.connected) this.emit(EVENT.MESSAGE_REVOKED, [this.received(message)])
  }

  /** The network goes away; what is kept waits, what is not is lost. */
  cut(): void {
    this.connected = false
    this.emit(EVENT.NET_STATE_CHANGE, { state: TYPES.NET_STATE_DISCONNECTED })
  }

  restore(): void {
    this.connected = true
    this.emit(EVENT.NET_STATE_CHANGE, { state: TYPES.NET_STATE_CONNECTED })
    const { missed } = this
    this.missed = []
    if (missed.length > 0)
      this.emit(
        EVENT.MESSAGE_RECEIVED,
        missed.map((message) => this.received(message)),
      )
  }

  /** Logged out from outside. */
  kick(type: string): void {
    this.tencent.logOut(this.userId, this)
    this.userId = ''
    this.ready = false
    this.emit(EVENT.KICKED_OUT, { type })
  }

  private emit(name: string, data?: unknown): void {
    for (const handler of [...(this.handlers.get(name) ?? [])]) handler({ name, data })
  }

  private message(type: Message['type'], { to, payload, cloudCustomData = '', conversationType }: Options): Message {
    this.lastId += 1
    return { ...blank, ID: `${this.lastId}`, type, payload, to, from: this.userId, cloudCustomData, conversationType }
  }

  private received({ from, to, elements, cloudCustomData }: FakeMessage): Message {
    const [element] = elements
    const conversationType = TYPES.CONV_C2C
    const message = this.message(typeOf(element), {
      to,
      payload: payloadOf(element),
      cloudCustomData,
      conversationType,
    })
    return { ...message, from, flow: 'in' }
  }
}

/** The module, around one instance for each app. */
export function fakeChatModule(tencent: FakeTencent): ChatModule & { chat: FakeChat; created: number } {
  const chat = new FakeChat(tencent)
  const module = {
    chat,
    created: 0,
    EVENT,
    TYPES,
    create() {
      module.created += 1
      return chat
    },
  }
  return module
}

function elementOf({ type, payload }: Message): FakeElement {
  const MsgType = String(type)
  if (type === TYPES.MSG_TEXT) return { MsgType, MsgContent: { Text: payload.text } }
  if (type === TYPES.MSG_LOCATION) {
    const { description, latitude, longitude } = payload
    return { MsgType, MsgContent: { Desc: description, Latitude: latitude, Longitude: longitude } }
  }
  return { MsgType, MsgContent: { Data: payload.data, Desc: payload.description, Ext: payload.extension } }
}

function payloadOf(element: FakeElement | undefined): object {
  const { Text, Data, Desc } = element?.MsgContent ?? {}
  if (element?.MsgType === TYPES.MSG_TEXT) return { text: Text }
  if (element?.MsgType === TYPES.MSG_CUSTOM) return { data: Data, description: Desc ?? '', extension: '' }
  return element?.MsgContent ?? {}
}

const KNOWN = [
  TYPES.MSG_TEXT,
  TYPES.MSG_CUSTOM,
  TYPES.MSG_LOCATION,
  TYPES.MSG_IMAGE,
  TYPES.MSG_AUDIO,
  TYPES.MSG_VIDEO,
  TYPES.MSG_FILE,
] as const

const typeOf = (element: FakeElement | undefined): Message['type'] =>
  KNOWN.find((type) => String(type) === element?.MsgType) ?? TYPES.MSG_CUSTOM

const blank: Message = {
  ID: '',
  type: TYPES.MSG_CUSTOM,
  payload: {},
  conversationID: '',
  conversationType: TYPES.CONV_C2C,
  to: '',
  from: '',
  flow: 'out',
  time: 0,
  status: 'unSend',
  isRevoked: false,
  priority: TYPES.MSG_PRIORITY_NORMAL,
  nick: '',
  avatar: '',
  isPeerRead: false,
  nameCard: '',
  atUserList: [],
  cloudCustomData: '',
  isDeleted: false,
  isModified: false,
  needReadReceipt: false,
  readReceiptInfo: {},
  isBroadcastMessage: false,
  isSupportExtension: false,
  revoker: '',
  revokerInfo: { userID: '', nick: '', avatar: '' },
  revokeReason: '',
  sequence: 0,
  hasRiskContent: false,
}
