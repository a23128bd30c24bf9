/*
 * The part of the chat SDK that TUIKit's chat page calls, with a conversation of as many messages as `?history=` says. Each
 * message has the fields of the SDK's own (its index.d.ts), since TUIKit hands them to setData as they are.
 */
const listeners = {}
const C2C = 'C2C'
const conversation = {
  conversationID: 'C2Cagent',
  type: C2C,
  userProfile: { userID: 'agent', nick: '客服小云', avatar: '' },
  remark: '',
  unreadCount: 0,
}

function message(number, text) {
  const time = 1767225600 + number
  return {
    ID: `agent-${time}-${number}-123456789`,
    type: 'TIMTextElem',
    payload: { text },
    conversationID: 'C2Cagent',
    conversationType: C2C,
    from: number % 2 ? 'customer' : 'agent',
    to: number % 2 ? 'agent' : 'customer',
    flow: number % 2 ? 'out' : 'in',
    time,
    clientTime: time,
    status: 'success',
    priority: 'Normal',
    nick: '客服小云',
    avatar: '',
    nameCard: '',
    isRead: true,
    isPeerRead: true,
    isRevoked: false,
    isDeleted: false,
    isModified: false,
    needReadReceipt: false,
    readReceiptInfo: { readCount: undefined, unreadCount: undefined, isPeerRead: undefined },
    isBroadcastMessage: false,
    isSupportExtension: false,
    receiverList: undefined,
    revoker: '',
    revokerInfo: { userID: '', nick: '', avatar: '' },
    revokeReason: '',
    hasRiskContent: false,
    atUserList: [],
    cloudCustomData: '',
    sequence: number,
    random: 123456789,
    isSystemMessage: false,
    isResend: false,
    isOnlineMessage: false,
    protocol: 'JSON',
    version: 0,
  }
}

const history = Number(new URLSearchParams(location.search).get('history') || 0)
const answer = (data) => Promise.resolve({ code: 0, data })
let count = history

exports.constants = {
  EVENT: {
    MESSAGE_RECEIVED: 'onMessageReceived',
    MESSAGE_READ_BY_PEER: 'onMessageReadByPeer',
    MESSAGE_REVOKED: 'onMessageRevoked',
    SDK_READY: 'sdkStateReady',
  },
  TYPES: { CONV_C2C: C2C, CONV_GROUP: 'GROUP' },
}

exports.chat = {
  on(event, handler, context) {
    listeners[event] = (value) => handler.call(context, value)
  },
  off(event) {
    delete listeners[event]
  },
  getConversationProfile: () => answer({ conversation }),
  setMessageRead: () => answer({}),
  // the real one answers with 15 at a time; all at once is the kinder case, with one setData in place of many
  getMessageList: () =>
    answer({
      messageList: Array.from({ length: history }, (_, i) => message(i, `历史消息 ${i + 1}`)),
      nextReqMessageID: '',
      isCompleted: true,
    }),
  getUserStatus: () => answer({ successUserList: [], failureUserList: [] }),
}

/** A message comes in, as the SDK tells of it. */
window.__receive = (text) => {
  count += count % 2 ? 1 : 2
  listeners[exports.constants.EVENT.MESSAGE_RECEIVED]({ data: [message(count, text)] })
}
