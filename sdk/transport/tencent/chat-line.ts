import type { CustomerCommand } from '@ccc-store/core/protocol'
import { isObject } from '../../login/is-object'
import type { Signal } from '../link'
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
export function createChatLine(module: ChatModule, handlers: LineHandlers) {
  let chat: ChatSdk | null = null
  let chatAppId = 0
  let session: TencentSession | null = null
  /** commands that Tencent has taken: sent once more, they need not be seen twice in the customer's other clients */
  const taken = new Set<string>()
  const { EVENT } = module
  const listeners: readonly (readonly [string, (event: { data?: unknown }) => void])[] = [
    [EVENT.SDK_READY, () => handlers.ready()],
    [EVENT.SDK_NOT_READY, () => handlers.ended()],
    [EVENT.MESSAGE_RECEIVED, ({ data }) => heard(data)],
    [EVENT.MESSAGE_REVOKED, () => handlers.changed()],
    [EVENT.KICKED_OUT, ({ data }) => kicked(isObject(data) ? data.type : undefined)],
    [EVENT.NET_STATE_CHANGE, ({ data }) => network(isObject(data) ? data.state : undefined)],
  ]

  return { open, close, command, signal, forget }

  /** Logs in; `ready` or `ended` follows. */
  function open(opened: TencentSession): void {
    close()
    const sdk = instance(opened.sdkAppId)
    session = opened
    for (const [event, handler] of listeners) sdk.on(event, handler)
    sdk.login({ userID: opened.userId, userSig: opened.userSig }).then(
      // who was logged in already is not told again
      () => session === opened && sdk.isReady() && handlers.ready(),
      () => session === opened && handlers.ended(),
    )
  }

  function close(): void {
    const wasOpen = session !== null
    session = null
    if (!chat || !wasOpen) return
    for (const [event, handler] of listeners) chat.off(event, handler)
    chat.logout().catch(() => {})
  }

  function command(given: CustomerCommand, ivrId: string): void {
    if (!chat || !session) return
    const present = session
    const { serviceAccount } = present
    const isAgain = taken.has(given.id)
    const write = isAgain ? frameMessage : commandMessage
    // what is no message is for the call centre's ears only, and for now
    const onlineUserOnly = isAgain || given.t !== 'send'
    chat.sendMessage(write(chat, module, { serviceAccount, ivrId }, given), { onlineUserOnly }).then(
      () => taken.add(given.id),
      (error: unknown) => {
        const code = isObject(error) && typeof error.code === 'number' ? error.code : 0
        // anything else passes: the command has no acknowledgement, and goes out again
        if (session === present && isFinal(code)) handlers.refused(given.id, code)
      },
    )
  }

  function signal(given: Signal, ivrId: string): void {
    if (!chat || !session) return
    const { serviceAccount } = session
    const message = frameMessage(chat, module, { serviceAccount, ivrId }, given)
    chat.sendMessage(message, { onlineUserOnly: true }).catch(() => {})
    if (given.t === 'read') chat.setMessageRead({ conversationID: `C2C${serviceAccount}` }).catch(() => {})
  }

  /** The acknowledgement is here: the command will not go out again. */
  function forget(commandId: string): void {
    taken.delete(commandId)
  }

  function instance(sdkAppId: number): ChatSdk {
    if (!chat || chatAppId !== sdkAppId) {
      chat = module.create({ SDKAppID: sdkAppId })
      // errors only
      chat.setLogLevel(4)
      chatAppId = sdkAppId
    }
    return chat
  }

  function kicked(type: unknown): void {
    if (type === module.TYPES.KICKED_OUT_USERSIG_EXPIRED) handlers.ended()
    else handlers.kicked()
  }

  function network(state: unknown): void {
    const { TYPES } = module
    if (state === TYPES.NET_STATE_DISCONNECTED) handlers.interrupted()
    else if (state === TYPES.NET_STATE_CONNECTED && chat?.isReady()) handlers.ready()
  }

  function heard(data: unknown): void {
    if (!Array.isArray(data)) return
    for (const message of data) {
      if (session && isObject(message) && message.from === session.serviceAccount) pass(message)
    }
  }

  function pass(message: object): void {
    if (isMessage(message)) handlers.received(message)
  }
}

const isMessage = (value: object): value is Message => 'payload' in value && 'cloudCustomData' in value
