import type { Attachment } from '../../../sdk/store/view-rows'

interface State {
  body: Attachment
  src?: string
  poster?: string
  file?: { name: string; size: number }
  progress: number
  own: boolean
}

const file = (name: string, size: number, mime: string) => ({ fileId: 'f1', name, size, mime })
const picture =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 3'%3E%3Cpath fill='%2389a' d='M0 0h4v3H0z'/%3E%3Cpath fill='%23fff' d='M1 2l1-1 1 1z'/%3E%3C/svg%3E"
const state = (body: Attachment, more: Partial<State> = {}): State => ({ body, progress: -1, own: false, ...more })

/** Every kind of attachment, received, sent, and on its way. */
export const attachments: State[] = [
  state({ kind: 'image', file: file('a.png', 2_000, 'image/png'), width: 1_200, height: 900 }, { src: picture }),
  state({ kind: 'image', fileId: '', width: 300, height: 900 }, { src: picture, progress: 42, own: true }),
  // nothing there: the tile stays
  state(
    { kind: 'image', file: file('gone.png', 2_000, 'image/png'), width: 1_200, height: 600 },
    { src: 'data:image/png,' },
  ),
  state(
    { kind: 'video', file: file('a.mp4', 2_000, 'video/mp4'), seconds: 75, width: 900, height: 1_200 },
    { poster: picture },
  ),
  state({ kind: 'voice', file: file('a.mp3', 2_000, 'audio/mpeg'), seconds: 3 }),
  state({ kind: 'voice', file: file('a.mp3', 2_000, 'audio/mpeg'), seconds: 58 }, { own: true }),
  state({
    kind: 'file',
    file: file('退款申请表（2024 年 5 月修订版，请填写后发回）.docx', 2_345_678, 'application/msword'),
  }),
  state({ kind: 'file', fileId: '' }, { file: { name: 'invoice.pdf', size: 12_345 }, progress: 10, own: true }),
  state({ kind: 'location', latitude: 39.9, longitude: 116.4, name: '天安门', address: '北京市东城区长安街' }),
  state({ kind: 'link', url: 'https://example.com/help', title: '退款说明', description: '多久到账，如何查询' }),
  state({
    kind: 'card',
    card: {
      type: 'product',
      title: '电热水壶 1.7 升 304 不锈钢',
      picture,
      price: '¥128.00',
      path: '/pages/index/index',
    },
  }),
  state(
    { kind: 'card', card: { type: 'order', title: '订单 20240501', description: '共 2 件', status: '待发货' } },
    { own: true },
  ),
]
