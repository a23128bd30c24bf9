import type { ChatModule, ChatSdk, Message } from '../../../sdk/transport/tencent/chat-sdk'

type Handler = (event: { name?: string; data?: unknown }) => void
type MessageOptions = Parameters<ChatSdk['createTextMessage']>[0]

/** The real SDK behind a switch: while it is off nothing goes out, and what comes is lost. */
export class CuttableChat implements ChatSdk {
  private isCut = false
  private readonly handlers = new Map<Handler, { event: string; wrapped: Handler }>()

  constructor(
    private readonly chat: ChatSdk,
    private readonly module: ChatModule,
  ) {}

  cut(): void {
    this.isCut = true
    this.tell(this.module.TYPES.NET_STATE_DISCONNECTED)
  }

  restore(): void {
    this.isCut = false
    this.tell(this.module.TYPES.NET_STATE_CONNECTED)
  }

  on(event: string, handler: Handler): void {
    const wrapped: Handler = (message) => this.isCut || handler(message)
    this.handlers.set(handler, { event, wrapped })
    this.chat.on(event, wrapped)
  }

  off(event: string, handler: Handler): void {
    const known = this.handlers.get(handler)
    if (known) this.chat.off(event, known.wrapped)
    this.handlers.delete(handler)
  }

  login = (options: Parameters<ChatSdk['login']>[0]) => this.chat.login(options)
  logout = () => this.chat.logout()
  isReady = () => this.chat.isReady()
  setLogLevel = (level: number) => this.chat.setLogLevel(level)
  createTextMessage = (options: MessageOptions) => this.chat.createTextMessage(options)
  createLocationMessage = (options: MessageOptions) => this.chat.createLocationMessage(options)
  createCustomMessage = (options: MessageOptions) => this.chat.createCustomMessage(options)
  setMessageRead = (options: Parameters<ChatSdk['setMessageRead']>[0]) => this.chat.setMessageRead(options)

  sendMessage(message: Message, options?: { onlineUserOnly?: boolean }): ReturnType<ChatSdk['sendMessage']> {
    // as the SDK does without a network
    return this.isCut ? Promise.reject({ code: 2_800 }) : this.chat.sendMessage(message, options)
  }

  private tell(state: unknown): void {
    const event = String(this.module.EVENT.NET_STATE_CHANGE)
    for (const [handler, known] of [...this.handlers]) if (known.event === event) handler({ data: { state } })
  }
}

/** The module, whose one instance can be cut off. */
export function cuttableModule(module: ChatModule): ChatModule & { chat(): CuttableChat | undefined } {
  let made: CuttableChat | undefined
  return {
    EVENT: module.EVENT,
    TYPES: module.TYPES,
    create(options) {
      made ??= new CuttableChat(module.create(options), module)
      return made
    },
    chat: () => made,
  }
}
