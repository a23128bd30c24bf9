/** Every text that customers read. `{name}` is filled in. */
const zh = {
  title: '在线客服',
  messages: '聊天记录',
  me: '我',
  other: '客服',
  yesterday: '昨天',
  day: '{m}月{d}日',
  year: '{y}年{m}月{d}日',
  service: '智能客服',
  agent: '{name} · 工号 {staffNo}',
  placeholder: '请输入您的问题',
  send: '发送',
  input: '输入消息',
  full: '一条消息最多 {n} 字，请分成几条发送',
  sending: '发送中',
  failed: '发送失败',
  resend: '重发',
  choose: '请选择',
  chosen: '已选择',
  unknown: '当前版本暂不支持查看此消息，请更新小程序',
  fresh: '{n} 条新消息',
  loading: '正在加载更早的消息…',
  connecting: '正在连接客服…',
  entering: '正在为您接通…',
  reconnecting: '连接中断，正在重新连接…',
  offline: '网络不可用，恢复后会自动连接',
  retryNow: '立即重试',
  queued: '前面还有 {n} 位，请稍候',
  queuedFirst: '前面没有其他人，客服空闲后为您接入',
  ringing: '正在为您接入客服，请稍候',
  serving: '{name}（工号 {staffNo}）正在为您服务',
  closed: '本次咨询已结束',
  again: '重新咨询',
  eventQueued: '已为您转接人工客服，正在排队',
  eventJoined: '{name}（工号 {staffNo}）已接入，为您服务',
  eventFlowEnded: '本次咨询已结束',
  eventNoAgent: '暂无人工客服在线，本次咨询已结束',
  eventAgentEnded: '客服已结束本次会话',
  eventTimeout: '长时间未收到您的回复，会话已结束',
}

export type Texts = typeof zh

const en: Texts = {
  title: 'Customer service',
  messages: 'Messages',
  me: 'Me',
  other: 'Customer service',
  yesterday: 'Yesterday',
  day: '{m}/{d}',
  year: '{y}/{m}/{d}',
  service: 'Assistant',
  agent: '{name} · No. {staffNo}',
  placeholder: 'Type your question',
  send: 'Send',
  input: 'Message',
  full: 'A message holds {n} characters; please send several',
  sending: 'Sending',
  failed: 'Not sent',
  resend: 'Send again',
  choose: 'Choose one',
  chosen: 'Chosen',
  unknown: 'This version cannot show this message; update the mini-program',
  fresh: '{n} new',
  loading: 'Loading earlier messages…',
  connecting: 'Connecting…',
  entering: 'Getting you in…',
  reconnecting: 'Connection lost, reconnecting…',
  offline: 'No network. Reconnects by itself',
  retryNow: 'Retry now',
  queued: '{n} ahead of you, please wait',
  queuedFirst: 'You are next',
  ringing: 'Calling an agent for you…',
  serving: '{name} (No. {staffNo}) is serving you',
  closed: 'This conversation has ended',
  again: 'Start again',
  eventQueued: 'You are in the queue for an agent',
  eventJoined: '{name} (No. {staffNo}) joined',
  eventFlowEnded: 'This conversation has ended',
  eventNoAgent: 'No agent is online; the conversation has ended',
  eventAgentEnded: 'The agent ended the conversation',
  eventTimeout: 'No reply for a long time; the conversation has ended',
}

export type Language = 'zh' | 'en'

/** @param system the language as the system names it: `zh_CN`, `zh-Hant`, `en`, `fr` … */
export const languageOf = (system: string): Language => (/^zh/i.test(system) ? 'zh' : 'en')

export const textsOf = (language: Language): Texts => (language === 'zh' ? zh : en)

/** Fills `{name}` in a text. */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
