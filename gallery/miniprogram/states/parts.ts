const options = [
  { keyword: '1', name: '订单与物流' },
  { keyword: '2', name: 'Refunds' },
]

export const menus = [
  { options, chosen: -1, active: true },
  { options, chosen: 1, active: false },
  { options, chosen: -1, active: false },
]

export const strips = [
  { tone: 'plain', text: '正在连接客服…', action: '' },
  { tone: 'wait', text: '前面还有 3 位，请稍候', action: '退出排队' },
  { tone: 'good', text: '小林（工号 1001）正在为您服务', action: '' },
  { tone: 'bad', text: 'Connection lost, reconnecting to the call centre…', action: 'Retry now' },
]

const agent = { name: '小林', staffNo: '1001' }
export const headers = [
  { agent, typing: false },
  { agent, typing: true },
]

const tags = ['耐心', '专业', '回复快', 'Friendly and helpful']
export const ratings = [
  { tags, data: {} },
  { tags, data: { score: 4, offered: tags, chosen: ['专业'], comment: '谢谢' } },
]
