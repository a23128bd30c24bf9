import type TencentCloudChat from '@tencentcloud/chat'
import type { ChatSDK } from '@tencentcloud/chat'

export type { Message } from '@tencentcloud/chat'

/** What is used of a `@tencentcloud/chat` instance. */
export type ChatSdk = Pick<
  ChatSDK,
  | 'on'
  | 'off'
  | 'login'
  | 'logout'
  | 'isReady'
  | 'setLogLevel'
  | 'createTextMessage'
  | 'createLocationMessage'
  | 'createCustomMessage'
  | 'sendMessage'
  | 'setMessageRead'
>

/** What is used of the module itself; tests put a fake in its place. */
export interface ChatModule {
  create(options: { SDKAppID: number }): ChatSdk
  EVENT: Pick<
    typeof TencentCloudChat.EVENT,
    'SDK_READY' | 'SDK_NOT_READY' | 'MESSAGE_RECEIVED' | 'MESSAGE_REVOKED' | 'KICKED_OUT' | 'NET_STATE_CHANGE'
  >
  TYPES: Pick<
    typeof TencentCloudChat.TYPES,
    | 'CONV_C2C'
    | 'MSG_TEXT'
    | 'MSG_CUSTOM'
    | 'KICKED_OUT_USERSIG_EXPIRED'
    | 'NET_STATE_CONNECTED'
    | 'NET_STATE_DISCONNECTED'
  >
}

/** What `POST /v1/customer/tencent` answers. */
export interface TencentSession {
  sdkAppId: number
  userId: string
  userSig: string
  serviceAccount: string
}
