import type { Entry } from '@ccc-store/core/protocol'
import { openCustomerSocket } from '@ccc-store/mock-server'
import { DEMO } from '@ccc-store/server'
import { describe, expect, test } from '@jest/globals'
import { customer, entriesOf, inService, say, stateIs } from './desk'
import { upload } from './files'
import { clock, mock } from './fresh-centre'

const card = { type: 'order', title: '订单 20261120', price: '¥128.00', status: '待发货', path: '/pages/order?id=1' }
const order = { kind: 'card', card }
const location = { kind: 'location', latitude: 39.9, longitude: 116.4, name: '天安门', address: '北京市东城区' }
const link = { kind: 'link', url: 'https://example.com/help', title: '帮助' }

const seqOf = (answer: { t: string; seq?: number }) => answer.seq ?? 0
const upTo = (frames: Parameters<typeof entriesOf>[0], seq: number) =>
  entriesOf(frames).find((entry) => entry.seq === seq)
const bodyOf = (entry: Entry | undefined) => entry?.body

describe('every kind of message', () => {
  test.each(['customer', 'agent'] as const)('said by the %s reaches the other side as it was said', async (side) => {
    const { agent, zoe, sessionId } = await inService(mock)
    const speaker = side === 'customer' ? zoe : agent
    const file = (kind: 'image' | 'voice' | 'video' | 'file') => upload(mock.serverUrl, side, speaker.token, kind)
    const contents: Record<string, unknown>[] = [
      { kind: 'text', text: '你好 👋' },
      { kind: 'image', fileId: (await file('image')).fileId, width: 4, height: 3 },
      { kind: 'voice', fileId: (await file('voice')).fileId, seconds: 7 },
      { kind: 'video', fileId: (await file('video')).fileId, seconds: 12, width: 16, height: 9 },
      { kind: 'file', fileId: (await file('file')).fileId },
      location,
      link,
      order,
    ]
    let seq = 0
    for (const content of contents) {
      const answer = await speaker.command({ t: 'send', content, ...(side === 'agent' && { sessionId }) })
      expect(answer.t).toBe('ack')
      if (answer.t === 'ack') seq = seqOf(answer)
    }
    const listener = side === 'customer' ? agent : zoe
    await listener.next((frame) => frame.t === 'entries' && frame.entries.some((entry) => entry.seq === seq))
    const got = listener.frames
      .flatMap((frame) => (frame.t === 'entries' ? frame.entries : []))
      .filter((entry) => entry.seq > seq - contents.length)
    expect(got.map(({ body }) => body)).toEqual(
      contents.map(({ fileId, ...content }) =>
        fileId === undefined
          ? content
          : { ...content, file: expect.objectContaining({ fileId, url: expect.any(String) }) },
      ),
    )
    expect(got.every(({ from }) => from.role === side)).toBe(true)
  })

  test('is refused when it says what it must not', async () => {
    const zoe = await customer(mock, 'zoe')
    for (const content of [
      { kind: 'link', url: 'javascript:alert(1)', title: 'x' },
      { kind: 'card', card: { ...card, picture: 'file:///etc/passwd' } },
      { kind: 'location', latitude: 91, longitude: 0, name: '', address: '' },
      { kind: 'voice', fileId: 'f1', seconds: 61 },
      { kind: 'menu', text: 'x', options: [] },
      { kind: 'text', text: 'x', quote: 0 },
    ]) {
      expect(await zoe.command({ t: 'send', content })).toMatchObject({ t: 'nack', error: { code: 'FRAME_INVALID' } })
    }
  })
})

describe('a quote', () => {
  test('shows what it answers, and of its own conversation only', async () => {
    const { agent, zoe, sessionId } = await inService(mock)
    const question = seqOf(Object(await zoe.command(say('这件有货吗？'))))
    const content = { kind: 'text', text: '有的', quote: question }
    const seq = seqOf(Object(await agent.command({ t: 'send', sessionId, content })))
    await zoe.next((frame) => frame.t === 'entries' && frame.entries.some((entry) => entry.seq === seq))
    expect(bodyOf(upTo(zoe.frames, seq))).toEqual({
      kind: 'text',
      text: '有的',
      quote: { seq: question, kind: 'text', name: '', text: '这件有货吗？' },
    })
    const max = await customer(mock, 'max')
    expect(await max.command({ t: 'send', content })).toMatchObject({ t: 'nack', error: { code: 'ENTRY_UNKNOWN' } })
  })
})

describe('a recall', () => {
  test('P3 P4 takes the words out of the log for all who load it, and tells those who have them', async () => {
    const { agent, zoe, sessionId } = await inService(mock)
    const secret = seqOf(Object(await zoe.command(say('我的密码是 hunter2'))))
    const quoting = { kind: 'text', text: '请勿发送密码', quote: secret }
    await agent.command({ t: 'send', sessionId, content: quoting })
    const seq = seqOf(Object(await zoe.command({ t: 'recall', seq: secret })))
    for (const reader of [zoe, agent]) {
      const frame = await reader.next((one) => one.t === 'entries' && one.entries.some((entry) => entry.seq === seq))
      const entries = frame.t === 'entries' ? frame.entries : []
      expect(entries.at(-1)?.body).toEqual({ kind: 'recall', target: secret })
    }
    const later = await openCustomerSocket(mock.serverUrl, { token: zoe.token, ivrId: DEMO.ivrId })
    const entries = entriesOf(later.frames)
    expect(entries.map((entry) => entry.seq)).toEqual(entries.map((_, i) => i + 1))
    expect(JSON.stringify(entries)).not.toContain('hunter2')
    expect(bodyOf(upTo(later.frames, secret))).toEqual({ kind: 'recalled' })
    const quote = entries.flatMap(({ body }) => (body.kind === 'text' && body.quote ? [body.quote] : []))
    expect(quote).toEqual([{ seq: secret, kind: 'recalled', name: '', text: '' }])
  })

  test('P2 is carried out once', async () => {
    const { zoe } = await inService(mock)
    const seq = seqOf(Object(await zoe.command(say('哎呀'))))
    const first = await zoe.commandWithId('r1', { t: 'recall', seq })
    expect(await zoe.commandWithId('r1', { t: 'recall', seq })).toEqual(first)
  })

  test.each([
    ['of what others said', 'RECALL_REFUSED', 0],
    ['after two minutes', 'RECALL_TOO_LATE', 120_001],
    ['of what is not there', 'ENTRY_UNKNOWN', 0],
  ] as const)('%s is refused with %s', async (what, code, waits) => {
    const { zoe, agent, sessionId } = await inService(mock)
    const theirs = seqOf(Object(await agent.command({ ...say('您好'), sessionId })))
    const mine = seqOf(Object(await zoe.command(say('你好'))))
    clock.advance(waits)
    const seq = what === 'of what others said' ? theirs : what === 'after two minutes' ? mine : 9_999
    expect(await zoe.command({ t: 'recall', seq })).toMatchObject({ t: 'nack', error: { code } })
    if (waits === 0) {
      expect(await agent.command({ t: 'recall', sessionId, seq: mine })).toMatchObject({
        t: 'nack',
        error: { code: 'RECALL_REFUSED' },
      })
      expect(await agent.command({ t: 'recall', sessionId, seq: theirs })).toMatchObject({ t: 'ack' })
    }
  })

  test('is in time for exactly two minutes', async () => {
    const { zoe } = await inService(mock)
    const seq = seqOf(Object(await zoe.command(say('你好'))))
    clock.advance(120_000)
    expect(await zoe.command({ t: 'recall', seq })).toMatchObject({ t: 'ack' })
    await stateIs(zoe, (state) => state.phase === 'serving')
  })
})
