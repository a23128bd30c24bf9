/** Every text that customers read, in Chinese and in English. `{name}` is filled in. */
const TABLE = {
  title: ['在线客服', 'Customer service'],
  messages: ['聊天记录', 'Messages'],
  me: ['我', 'Me'],
  other: ['客服', 'Customer service'],
  yesterday: ['昨天', 'Yesterday'],
  day: ['{m}月{d}日', '{m}/{d}'],
  year: ['{y}年{m}月{d}日', '{y}/{m}/{d}'],
  service: ['智能客服', 'Assistant'],
  agent: ['{name} · 工号 {staffNo}', '{name} · No. {staffNo}'],
  placeholder: ['请输入您的问题', 'Type your question'],
  send: ['发送', 'Send'],
  input: ['输入消息', 'Message'],
  full: ['一条消息最多 {n} 字', '{n} characters at most'],
  sending: ['发送中', 'Sending'],
  failed: ['发送失败', 'Not sent'],
  resend: ['重发', 'Send again'],
  cancel: ['取消', 'Cancel'],
  remove: ['删除', 'Delete'],
  choose: ['请选择', 'Choose'],
  chosen: ['已选择', 'Chosen'],
  unknown: ['请更新小程序以查看此消息', 'Update the mini-program to see this'],
  fresh: ['{n} 条新消息', '{n} new'],
  unread: ['以下是新消息', 'New messages'],
  read: ['已读', 'Read'],
  loading: ['正在加载更早的消息…', 'Loading earlier messages…'],
  connecting: ['正在连接客服…', 'Connecting…'],
  entering: ['正在为您接通…', 'Connecting…'],
  reconnecting: ['连接中断，正在重新连接…', 'Reconnecting…'],
  offline: ['网络不可用，恢复后会自动连接', 'No network. Reconnects by itself'],
  retryNow: ['立即重试', 'Retry now'],
  queued: ['前面还有 {n} 位，请稍候', '{n} ahead of you, please wait'],
  queuedFirst: ['您是下一位，请稍候', 'You are next, please wait'],
  waitMinutes: ['，约 {n} 分钟', ', about {n} min'],
  leave: ['退出排队', 'Leave'],
  instead: ['留言并退出排队', 'Leave a message instead'],
  leaveOrWrite: ['留言或退出', 'Write or leave'],
  ringing: ['正在为您接入客服，请稍候', 'Calling an agent for you…'],
  serving: ['{name}（工号 {staffNo}）正在为您服务', '{name} (No. {staffNo}) is serving you'],
  typing: ['{name} 正在输入…', '{name} is typing…'],
  end: ['结束咨询', 'End'],
  sureToEnd: ['确定结束本次咨询吗？', 'End this conversation?'],
  closed: ['本次咨询已结束', 'This conversation has ended'],
  again: ['重新咨询', 'Start again'],
  nobody: ['暂无人工客服在线', 'No agent is online'],
  eventJoined: ['{name}（工号 {staffNo}）已接入，为您服务', '{name} (No. {staffNo}) joined'],
  eventAgentEnded: ['客服已结束本次会话', 'The agent ended the conversation'],
  eventTimeout: ['长时间未收到您的回复，会话已结束', 'Ended: no reply for long'],
  eventLeft: ['您已退出排队', 'You left the queue'],
  eventRecalled: ['{name}撤回了一条消息', '{name} took back a message'],
  eventRecalledOwn: ['你撤回了一条消息', 'You took back a message'],
  image: ['图片', 'Photo'],
  voice: ['语音', 'Voice'],
  video: ['视频', 'Video'],
  file: ['文件', 'File'],
  location: ['位置', 'Location'],
  link: ['链接', 'Link'],
  card: ['商品', 'Product'],
  order: ['订单', 'Order'],
  menu: ['选项', 'Choices'],
  recalled: ['消息已撤回', 'Taken back'],
  camera: ['拍摄', 'Camera'],
  emoji: ['表情', 'Emoji'],
  more: ['更多', 'More'],
  keyboard: ['键盘', 'Keyboard'],
  hold: ['按住 说话', 'Hold to talk'],
  talking: ['松开 发送，上滑 取消', 'Release to send, slide up to cancel'],
  tapped: ['轻点 发送', 'Tap to send'],
  letGo: ['松开 取消', 'Release to cancel'],
  short: ['说话时间太短', 'Too short'],
  voiceOf: ['语音 {n} 秒', 'Voice, {n} s'],
  copy: ['复制', 'Copy'],
  copied: ['已复制，请在浏览器中打开', 'Copied. Open it in a browser'],
  quote: ['引用', 'Quote'],
  recall: ['撤回', 'Take back'],
  editAgain: ['重新编辑', 'Edit again'],
  broken: ['无法打开，请稍后重试', 'Cannot be opened now'],
  noPage: ['页面不存在', 'There is no such page'],
  refused: ['请在设置中允许使用{what}', '{what}: please allow it in the settings'],
  unusable: ['{what}暂时无法使用', '{what} cannot be used now'],
  settings: ['去设置', 'Settings'],
  microphone: ['麦克风', 'The microphone'],
  clipboard: ['剪贴板', 'The clipboard'],
  phone: ['电话', 'The phone'],
  rate: ['去评价', 'Rate'],
  rateInvite: ['请为本次服务评价', 'How was our service?'],
  rated: ['我的评价', 'My rating'],
  stars: ['{n} 星', '{n} stars'],
  comment: ['还有什么想说的（选填）', 'Anything else?'],
  submit: ['提交', 'Submit'],
  leaveMessage: ['留言', 'Leave a message'],
  messageTaken: ['留言已收到，客服会联系您', 'We have your message'],
  change: ['修改', 'Change it'],
  leftMessage: ['【留言】{text}\n{contact}', '[Message] {text}\n{contact}'],
  leaveText: ['请描述您的问题，客服会联系您', 'Your question; we will answer'],
  contact: ['手机号或邮箱（选填）', 'Phone or e-mail (optional)'],
  wrongContact: ['手机号或邮箱有误', 'Not a phone number or e-mail'],
  tooOld: ['请升级微信后使用在线客服', 'Please update WeChat'],
}

export type Texts = Record<keyof typeof TABLE, string>

const column = (at: 0 | 1): Texts =>
  Object.assign({}, ...Object.entries(TABLE).map(([name, pair]) => ({ [name]: pair[at] })))
const zh = column(0)
const en = column(1)

/** A language that texts are there for: `zh`, `en`, and any that `setTexts` added. */
export type Language = string

const known = new Map<string, Texts>([
  ['zh', zh],
  ['en', en],
])

/**
 * Adds a language, or changes texts of one. To be called before the chat opens.
 * @param language as the system names it, its first part: `ja`, `fr`, `zh`
 * @param texts what is not given is English, in a Chinese one Chinese
 */
export function setTexts(language: string, texts: Partial<Texts>): void {
  known.set(language, Object.assign({}, known.get(language) || en, texts))
}

/** @param system the language as the system names it: `zh_CN`, `zh-Hant`, `en`, `fr` … */
export function languageOf(system: string): Language {
  const language = system.split(/[-_]/)[0] || ''
  return known.has(language) ? language : 'en'
}

export const textsOf = (language: Language): Texts => known.get(language) || en

/** Fills `{name}` in a text. */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))

/** Codes whose texts are for developers: they speak of frames and fields. */
const TECHNICAL = /^(FRAME|REQUEST)_/

/** Says an error to a customer; those of the call centre are Chinese and English. */
export const errorText = (
  { code, zh, en }: { code: string; zh: string; en: string },
  texts: Texts,
  language: Language,
): string => (TECHNICAL.test(code) ? texts.failed : language === 'zh' ? zh : en)
