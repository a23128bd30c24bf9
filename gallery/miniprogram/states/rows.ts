import type { Row } from '../../../sdk/store/view-rows'
import { attachments } from './attachments'

const AT = new Date(2024, 4, 1, 9, 30).getTime()
const options = [
  { keyword: '1', name: '订单与物流' },
  { keyword: '2', name: 'Refunds and returns of goods that were bought a long time ago' },
]

let seq = 0
const row = (side: Row['side'], text: string, more: Partial<Row> = {}): Row => {
  seq += 1
  return { id: `m${String(seq).padStart(8, '0')}`, kind: 'text', side, text, time: 0, ...more }
}
const agent = { who: '小林 · 工号 1001', face: '林' }

/** Every kind of row, in every state. */
export const rows: Row[] = [
  row('other', '您好，我是智能客服，请问有什么可以帮您？', { time: AT, who: '智能客服', face: '' }),
  row('own', '我想问一下退款什么时候到账'),
  row('other', '请看 https://example.com/help?id=1 ，或者拨打 400-800-1234、13800138000。', agent),
  row('own', '好的，电话 010-62345678 打不通，订单号 202405011234567890', {
    quote: { seq: 3, kind: 'text', name: '小林', text: '请看 https://example.com/help?id=1 ，或者拨打' },
  }),
  row('other', '图片里的这一件吗？', { face: '林', quote: { seq: 1, kind: 'image', name: '', text: '' } }),
  row('own', 'A long English message that needs more than a single line of the bubble to be read in full.'),
  row('other', '请选择您要咨询的问题', { kind: 'menu', face: '', options, chosen: -1 }),
  row('other', '请选择您要咨询的问题', { kind: 'menu', face: '', options, chosen: 1 }),
  row('none', '客服正忙，客服空闲后会依次为您接入。', { kind: 'event' }),
  row('own', '还没发出去', { status: 'sending' }),
  row('own', '没发出去', { status: 'failed', reason: '操作过于频繁。请在 10 秒后重试。' }),
  row('none', '你撤回了一条消息', { kind: 'event', again: '没发出去' }),
  ...attachments.map(({ body, src, poster, file, progress, own }) =>
    row(own ? 'own' : 'other', '', {
      kind: 'attachment',
      face: '林',
      body,
      ...(src ? { src } : {}),
      ...(poster ? { poster } : {}),
      ...(file ? { file } : {}),
      ...(progress >= 0 ? { progress, status: 'sending' } : {}),
    }),
  ),
  row('other', '请为本次服务评价', { id: 'm00000030', kind: 'rate', face: '' }),
  row('own', '我的评价 ★★★★☆\n专业 · 耐心\n谢谢'),
  row('own', '【留言】退款多久到账？\n13800138000'),
  row('other', '当前版本暂不支持查看此消息，请更新小程序', { face: '' }),
]
