import type { CustomerCommand } from '@ccc-store/core/protocol'
import { isObject } from '../../login/is-object'
import type { Signal } from '../transport'
import type { ChatModule, ChatSdk, Message, TencentSession } from './chat-sdk'
import { commandMessage, frameMessage } from './write-message'

export interface LineHandlers {
  /** logged in, and messages can be sent; also after the network was away */
  ready(): void
  received(message: Message): void
  /** something was taken back: the log tells what */
  changed(): void
  /** the network is away; `ready` follows when it is back */
  interrupted(): void
  /** the login is over: a new one is needed */
  ended(): void
  /** somebody else uses the account now */
  kicked(): void
  /** Tencent will never take this command */
  refused(commandId: string, code: number): void
}

/** Refusals that concern the message itself, of the SDK and of Tencent's servers: sending it again is pointless. */
const FINAL: readonly number[] = [2_106, 2_108, 3_123, 20_006, 80_001, 80_002, 80_004, 93_000]
const isFinal = (code: number): boolean => FINAL.includes(code) || (code >= 120_001 && code <= 130_000)

/** The one instance of Tencent's SDK, logged in as one customer at a time. */
export class ChatLine {
  private chat: ChatSdk | null = null
  private sdkAppId = 0
  private session: TencentSession | null = null
  /** commands that Tencent has taken: sent once more, they need not be seen twice in the customer's other clients */
  private readonly taken = new Set<string>()

  /** the same functions each time, so that they can be taken off */
  private readonly listeners: readonly (readonly [string, (event: { data?: unknown }) => void])[]

  constructor(
    private readonly module: ChatModule,
    private readonly handlers: LineHandlers,
  ) {
    const { EVENT } = module
    this.listeners = [
      [EVENT.SDK_READY, () => handlers.ready()],
      [EVENT.SDK_NOT_READY, () => handlers.ended()],
      [EVENT.MESSAGE_RECEIVED, ({ data }) => this.heard(data)],
      [EVENT.MESSAGE_REVOKED, () => handlers.changed()],
      [EVENT.KICKED_OUT, ({ data }) => this.kicked(isObject(data) ? data.type : undefined)],
      [EVENT.NET_STATE_CHANGE, ({ data }) => this.network(isObject(data) ? data.state : undefined)],
    ]
  }

  /** Logs in; `ready` or `ended` follows. */
  open(session: TencentSession): void {
    this.close()
    const chat = this.instance(session.sdkAppId)
    this.session = session
    for (const [event, handler] of this.listeners) chat.on(event, handler)
    chat.login({ userID: session.userId, userSig: session.userSig }).then(
      // who was logged in already is not told again
      () => this.session === session && chat.isReady() && this.handlers.ready(),
      () => this.session === session && this.handlers.ended(),
    )
  }

  close(): void {
    const { chat, session } = this
    this.session = null
    if (!chat || !session) return
    for (const [event, handler] of this.listeners) chat.off(event, handler)
    chat.logout().catch(() => {})
  }

  command(command: CustomerCommand, ivrId: string): void {
    const { chat, session } = this
    if (!chat || !session) return
    const { serviceAccount } = session
    const isAgain = this.taken.has(command.id)
    const write = isAgain ? frameMessage : commandMessage
    // what is no message is for the call centre's ears only, and for now
    const onlineUserOnly = isAgain || command.t !== 'send'
    chat.sendMessage(write(chat, this.module, { serviceAccount, ivrId }, command), { onlineUserOnly }).then(
      () => this.taken.add(command.id),
      (error: unknown) => {
        const code = isObject(error) && typeof error.code === 'number' ? error.code : 0
        // anything else passes: the command has no acknowledgement, and goes out again
        if (this.session === session && isFinal(code)) this.handlers.refused(command.id, code)
      },
    )
  }

  signal(signal: Signal, ivrId: string): void {
    const { chat, session } = this
    if (!chat || !session) return
    const { serviceAccount } = session
    const message = frameMessage(chat, this.module, { serviceAccount, ivrId }, signal)
    chat.sendMessage(message, { onlineUserOnly: true }).catch(() => {})
    if (signal.t === 'read') chat.setMessageRead({ conversationID: `C2C${serviceAccount}` }).catch(() => {})
  }

  /** The acknowledgement is here: the command will not go out again. */
  forget(commandId: string): void {
    this.taken.delete(commandId)
  }

  private instance(sdkAppId: number): ChatSdk {
    if (!this.chat || this.sdkAppId !== sdkAppId) {
      this.chat = this.module.create({ SDKAppID: sdkAppId })
      // errors only
      this.chat.setLogLevel(4)
      this.sdkAppId = sdkAppId
    }
    return this.chat
  }

  private kicked(type: unknown): void {
    if (type === this.module.TYPES.KICKED_OUT_USERSIG_EXPIRED) this.handlers.ended()
    else this.handlers.kicked()
  }

  private network(state: unknown): void {
    const { TYPES } = this.module
    if (state === TYPES.NET_STATE_DISCONNECTED) this.handlers.interrupted()
    else if (state === TYPES.NET_STATE_CONNECTED && this.chat?.isReady()) this.handlers.ready()
  }

  private heard(data: unknown): void {
    if (!Array.isArray(data)) return
    for (const message of data) {
      if (this.session && isObject(message) && message.from === this.session.serviceAccount) this.pass(message)
    }
  }

  private pass(message: object): void {
    if (isMessage(message)) this.handlers.received(message)
  }
}

const isMessage = (value: object): value is Message => 'payload' in value && 'cloudCustomData' in value
