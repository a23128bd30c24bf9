import type { Entry, EntryBody } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { agent, customer, entry, flow, refusal, text, wireOf } from '../testing/entries'
import { textsOf } from '../texts/texts'
import type { Pending } from './pending'
import { type RowMaker, viewRows } from './view-rows'

const maker: RowMaker = { texts: textsOf('zh'), language: 'zh', fileUrl: (path) => (path ? `https://ccc${path}` : '') }
const rows = (entries: Entry[], pending: Pending[] = []) => viewRows(entries, pending, maker)
const said = (words: string, status: Pending['status'] = 'sending'): Pending => ({
  command: { t: 'send', id: `id-${words}`, content: { kind: 'text', text: words } },
  at: 1_700_000_001_000,
  status,
})

const menu: EntryBody = {
  kind: 'menu',
  text: '请选择',
  options: [
    { keyword: '1', name: '营业时间' },
    { keyword: 'A', name: '人工客服' },
  ],
}

describe('rows', () => {
  test('have ids of one width, whatever the seq', () => {
    expect(rows([text(57), text(58)]).map(({ id }) => id)).toEqual(['m00000057', 'm00000058'])
  })
  test('show the time after a pause of more than five minutes', () => {
    const times = rows([text(1), text(300), text(302), text(603)]).map(({ time }) => time > 0)
    expect(times).toEqual([true, false, false, true])
  })
  test('show no time on top of what is known, where it is not known what comes before', () => {
    const list = viewRows([text(301), text(302), text(603)], [], maker, new Set(), false)
    expect(list.map(({ time }) => time > 0)).toEqual([false, false, true])
  })
  test.each([
    ['已为您接入人工客服，工号 1001。', '已为您接入人工客服，工号 1001。'],
    ['您可以开始提问了。', '小林（工号 1001）已接入，为您服务\n您可以开始提问了。'],
  ])('announce an agent once: with %p as %p', (words, shown) => {
    const joined = entry(1, { kind: 'event', event: 'agent_joined' }, agent)
    const said = { ...text(2, words, flow), at: joined.at }
    expect(rows([joined, said, text(3)])).toMatchObject([
      { id: 'm00000002', kind: 'event', text: shown, time: joined.at },
      { id: 'm00000003', who: '小林 · 工号 1001' },
    ])
    // what the flow says later is a message
    expect(rows([joined, { ...said, at: joined.at + 1 }])).toMatchObject([{ kind: 'event' }, { kind: 'text' }])
  })
  test.each([
    ['客服正忙，您前面还有 2 位，客服空闲后会依次为您接入。', '客服正忙，客服空闲后会依次为您接入。'],
    ['客服正忙，您是下一位，客服空闲后会依次为您接入。', '客服正忙，客服空闲后会依次为您接入。'],
    ['您前面还有3位，请稍候', '请稍候'],
    ['当前排队人数：3人', ''],
    ['All agents are busy. There are 2 customers ahead of you.', 'All agents are busy.'],
    ['All agents are busy. You are next.', 'All agents are busy.'],
    ['排队高峰为 9:00-11:00，也可拨打 400-800-1234', '排队高峰为 9:00-11:00，也可拨打 400-800-1234'],
    ['', ''],
  ])('leave the place in the queue to the strip: %p is shown as %p', (words, shown) => {
    const queued = entry(1, { kind: 'event', event: 'queued' })
    const said = words ? [{ ...text(2, words, flow), at: queued.at }] : []
    const list = shown ? [{ id: 'm00000002', kind: 'event', text: shown, time: queued.at }] : []
    expect(rows([queued, ...said])).toMatchObject(list)
    expect(rows([queued, ...said])).toHaveLength(list.length)
  })
  test('say once why a session ended: in the words of the flow where it has any', () => {
    const end = entry(2, { kind: 'event', event: 'session_closed', reason: 'no_agent' })
    const said = text(1, '当前没有客服在线', flow)
    expect(rows([{ ...said, at: end.at }, end])).toMatchObject([{ kind: 'text', text: '当前没有客服在线' }])
    expect(rows([said, end]).map((row) => row.text)).toEqual(['当前没有客服在线', '暂无人工客服在线'])
    const invited = entry(2, { kind: 'rating_invite', tags: [] }, flow)
    const ended = { ...end, seq: 3, at: said.at }
    expect(rows([said, { ...invited, at: said.at }, ended]).map(({ kind }) => kind)).toEqual(['text', 'rate'])
  })
  test('keep the words of what was taken back here, to be written again', () => {
    const recalled = entry(1, { kind: 'recalled' }, customer)
    const taken = new Map([[1, 'oops']])
    expect(viewRows([recalled], [], { ...maker, taken })[0]).toMatchObject({ text: '你撤回了一条消息', again: 'oops' })
    expect(viewRows([text(1, 'oops', customer)], [], { ...maker, taken })[0]).not.toHaveProperty('again')
  })
  test('say so where a newer server sent what cannot be shown', () => {
    expect(rows([entry(1, { kind: 'unknown' }, flow)])).toMatchObject([{ kind: 'text', text: textsOf('zh').unknown }])
  })
  test('name the speaker when it changes', () => {
    const list = rows([
      text(1, 'a', flow),
      text(2, 'b', flow),
      text(3, 'c'),
      text(4, 'd'),
      text(5, 'e', customer),
      text(6),
    ])
    const names = list.map(({ who }) => who)
    expect(names).toEqual(['智能客服', undefined, '小林 · 工号 1001', undefined, undefined, '小林 · 工号 1001'])
  })
  test('name the speaker again below a line that stands between', () => {
    const joined = entry(2, { kind: 'event', event: 'agent_joined' }, agent)
    const names = rows([text(1, 'a'), joined, text(3, 'b'), text(4, 'c')]).map(({ who }) => who !== undefined)
    expect(names).toEqual([true, false, true, false])
  })
  test.each([
    ['客服小云', '云'],
    ['anna', 'A'],
    ['😀', '😀'],
    ['', ''],
  ])('stand %p in for a name by %p', (name, face) => {
    expect(rows([text(1, 'a', { role: 'agent', name, staffNo: '1' })])[0]?.face).toBe(face)
  })
  test('tell the events a customer should know, and only these', () => {
    const event = (seq: number, body: EntryBody, from = flow) => entry(seq, body, from)
    const list = rows([
      event(1, { kind: 'event', event: 'session_started' }),
      event(2, { kind: 'event', event: 'queued' }),
      event(3, { kind: 'event', event: 'agent_joined' }, agent),
      event(4, { kind: 'event', event: 'session_closed', reason: 'agent_ended' }),
    ])
    expect(list.map((row) => row.text)).toEqual(['小林（工号 1001）已接入，为您服务', '客服已结束本次会话'])
  })
  test('show what is on its way after the log, and why something failed', () => {
    const list = rows([text(1)], [said('a'), said('b', 'sent'), { ...said('c', 'failed'), error: refusal }])
    expect(list.slice(1)).toMatchObject([{ id: 'pid-a', status: 'sending' }, { text: 'b' }, { reason: '操作过于频繁' }])
    expect(list[2]).not.toHaveProperty('status')
  })
  test('show what failed where it was said, and what is on its way at the end', () => {
    const at = text(2).at
    const list = rows(
      [text(1, 'a'), text(2, 'b'), text(3, 'c')],
      [{ ...said('d'), at }, { ...said('e', 'failed'), at: at + 1 }, said('f')],
    )
    expect(list.map((row) => row.text)).toEqual(['a', 'b', 'e', 'c', 'd', 'f'])
    expect(list.map(({ who }) => who !== undefined)).toEqual([true, false, false, true, false, false])
  })
  test.each([
    ['FILE_KIND', true],
    ['IMAGE_TOO_LARGE', true],
    ['FRAME_INVALID', true],
    ['UPLOAD_QUOTA', undefined],
    ['RATE_LIMITED', undefined],
  ] as const)('refused with %s say %p to whether that is final', (code, final) => {
    expect(rows([], [{ ...said('a', 'failed'), error: wireOf(code) }])[0]?.final).toBe(final)
  })
  test.each(['FRAME_INVALID', 'FRAME_TOO_LARGE', 'REQUEST_INVALID'])(
    'spare the customer what %s says to developers',
    (code) => {
      const error = { code, zh: '消息帧无法识别：/content/card/type', en: 'The frame is not understood' }
      expect(rows([], [{ ...said('a', 'failed'), error }])[0]?.reason).toBe('发送失败')
    },
  )
  test('carry nothing undefined, which setData would refuse', () => {
    const list = rows([text(1), entry(2, menu), text(3, '1', customer)], [said('a')])
    for (const row of list) expect(Object.values(row)).not.toContain(undefined)
  })
})

describe('a message', () => {
  const file = { fileId: 'f1', name: 'a.png', size: 9, mime: 'image/png', url: '/v1/files/f1?e=1&s=x' }
  const card = { type: 'product' as const, title: 'Kettle' }
  test.each<[EntryBody, string]>([
    [{ kind: 'image', file, width: 3, height: 4 }, 'https://ccc/v1/files/f1?e=1&s=x'],
    [{ kind: 'voice', file, seconds: 3 }, 'https://ccc/v1/files/f1?e=1&s=x'],
    [{ kind: 'video', file, seconds: 3, width: 3, height: 4 }, 'https://ccc/v1/files/f1?e=1&s=x'],
    [{ kind: 'file', file }, 'https://ccc/v1/files/f1?e=1&s=x'],
    [{ kind: 'location', latitude: 1, longitude: 2, name: 'n', address: 'a' }, ''],
    [{ kind: 'link', url: 'https://example.com', title: 't' }, ''],
    [{ kind: 'card', card }, ''],
  ])('%j is an attachment with the address of its file', (body, src) => {
    const [row] = rows([entry(1, body, customer)])
    expect(row).toMatchObject({ kind: 'attachment', side: 'own', body })
    expect(row?.src ?? '').toBe(src)
  })
  test('that is a film has the address of its first frame, if it has one', () => {
    const film: EntryBody = { kind: 'video', file, seconds: 3, width: 3, height: 4 }
    const withPoster: EntryBody = { ...film, file: { ...file, poster: '/v1/files/p1?e=1&s=y' } }
    const posters = rows([entry(1, film, customer), entry(2, withPoster, customer)]).map(({ poster }) => poster)
    expect(posters).toEqual(['', 'https://ccc/v1/files/p1?e=1&s=y'])
  })
  test('carries what it answers', () => {
    const quote = { seq: 1, kind: 'text', name: '小林', text: '您好' }
    expect(rows([entry(2, { kind: 'text', text: '好', quote }, customer)])[0]).toMatchObject({ text: '好', quote })
  })
  test('that was taken back says who did, and the taking back has no row', () => {
    const list = rows([
      entry(1, { kind: 'recalled' }, customer),
      entry(2, { kind: 'recalled' }, agent),
      entry(3, { kind: 'recall', target: 1 }, customer),
    ])
    expect(list.map(({ kind, text }) => [kind, text])).toEqual([
      ['event', '你撤回了一条消息'],
      ['event', '小林撤回了一条消息'],
    ])
  })
  test('that is a rating shows stars, tags and comment; an invitation asks for one', () => {
    const rating: EntryBody = { kind: 'rating', score: 4, tags: ['耐心', '专业'], comment: '谢谢' }
    const list = rows([entry(1, { kind: 'rating_invite', tags: [] }, flow), entry(2, rating, customer)])
    expect(list).toMatchObject([
      { kind: 'rate', text: '请为本次服务评价' },
      { kind: 'text', side: 'own', text: '我的评价 ★★★★☆\n耐心 · 专业\n谢谢' },
    ])
  })
  test('that was left says how to reach the customer, if that is known', () => {
    const left = (contact?: string) =>
      rows([entry(1, { kind: 'message_left', text: '退款', ...(contact ? { contact } : {}) }, customer)])[0]?.text
    expect([left('13800000000'), left()]).toEqual(['【留言】退款\n13800000000', '【留言】退款'])
  })
  test('on its way shows the file on this phone, and how far it is', () => {
    const pending: Pending = {
      command: { t: 'send', id: 'x', content: { kind: 'image', fileId: '', width: 3, height: 4 } },
      at: 0,
      status: 'uploading',
      progress: 41.6,
      file: { kind: 'image', path: 'wxfile://a.png', name: 'a.png', size: 9 },
    }
    expect(rows([], [pending])[0]).toMatchObject({
      kind: 'attachment',
      src: 'wxfile://a.png',
      progress: 42,
      status: 'sending',
      file: { name: 'a.png', size: 9 },
      poster: '',
    })
    const film = { kind: 'video', path: 'wxfile://a.mp4', name: 'a.mp4', size: 9, poster: 'wxfile://t.jpg' } as const
    expect(rows([], [{ ...pending, file: film }])[0]).toMatchObject({ src: 'wxfile://a.mp4', poster: 'wxfile://t.jpg' })
    expect(rows([], [{ ...pending, status: 'failed', error: refusal }])[0]).toMatchObject({ reason: '操作过于频繁' })
  })
})

describe('a menu', () => {
  const chosen = (entries: Entry[], pending: Pending[] = []) =>
    rows([entry(1, menu), ...entries], pending).find(({ kind }) => kind === 'menu')?.chosen

  test('has no choice until one is made', () => {
    expect(chosen([])).toBe(-1)
    expect(chosen([text(2, 'what?', customer), text(3, '请重新输入', flow)])).toBe(-1)
  })
  test.each([
    ['a', 1],
    ['Ａ ', 1],
    ['人工客服', 1],
    ['1', 0],
  ])('marks the option that %p chooses', (words, index) => {
    expect(chosen([text(2, String(words), customer)])).toBe(index)
    expect(chosen([], [said(String(words))])).toBe(index)
  })
  test('marks a choice after a wrong word', () => {
    expect(chosen([text(2, 'what?', customer), text(3, '请重新输入', flow), text(4, '1', customer)])).toBe(0)
  })
  test('keeps its first choice, and offers it again when it could not be sent', () => {
    expect(chosen([text(2, '1', customer), text(3, 'A', customer)])).toBe(0)
    expect(chosen([], [said('1', 'failed')])).toBe(-1)
  })
  test('is not answered by what is said after the session ended', () => {
    const closed = entry(2, { kind: 'event', event: 'session_closed', reason: 'customer_timeout' })
    expect(chosen([closed, text(3, '1', customer)])).toBe(-1)
  })
})
