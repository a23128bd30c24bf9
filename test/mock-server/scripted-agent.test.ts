import type { CustomerServerFrame, Entry } from '@ccc-store/core/protocol'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { type CustomerSocket, loginCustomer, openCustomerSocket } from './clients'
import { type MockServer, startMockServer } from './mock-server'

let mock: MockServer
let customer: CustomerSocket
let users = 0

beforeAll(async () => {
  mock = await startMockServer()
})
afterAll(() => mock.close())

beforeEach(async () => {
  users += 1
  const { token } = await loginCustomer(mock.serverUrl, mock, `user-${users}`)
  customer = await openCustomerSocket(mock.serverUrl, { token, ivrId: mock.ivrId })
  await customer.command({ t: 'enter' })
  await ask('人工')
  await entry(({ from, body }) => from.role === 'agent' && body.kind === 'text')
})
// the agent has one place
afterEach(async () => {
  const isRefused = customer.frames.some(({ t }) => t === 'error')
  if (!isRefused) {
    await ask('再见')
    await customer.next((frame) => frame.t === 'entries' && frame.state.phase === 'closed')
  }
  await customer.close()
})

const ask = (text: string) => customer.command({ t: 'send', content: { kind: 'text', text } })

function entryIn(frame: CustomerServerFrame, fits: (entry: Entry) => boolean): Entry | undefined {
  return frame.t === 'entries' || frame.t === 'welcome' ? frame.entries.find(fits) : undefined
}

/** The first entry that fits, of now or later. */
async function entry(fits: (entry: Entry) => boolean): Promise<Entry> {
  const found = entryIn(await customer.next((frame) => entryIn(frame, fits) !== undefined), fits)
  if (!found) throw new Error('not found')
  return found
}

async function said(kind: Entry['body']['kind']): Promise<Entry['body']> {
  return (await entry(({ from, body }) => from.role === 'agent' && body.kind === kind)).body
}

describe('the scripted agent', () => {
  test.each([
    ['图片', 'image', 'image/png'],
    ['voice', 'voice', 'audio/wav'],
    ['视频', 'video', 'video/mp4'],
  ] as const)('asked for %s sends a %s that the call centre knows as %s', async (word, kind, mime) => {
    await ask(word)
    const body = await said(kind)
    if (!('file' in body)) throw new Error('no file')
    const bytes = await fetch(mock.serverUrl + body.file.url)
    expect([bytes.status, bytes.headers.get('content-type')]).toEqual([200, mime])
    expect((await bytes.arrayBuffer()).byteLength).toBe(body.file.size)
  })

  test.each([
    ['文件', 'file', { file: { name: '使用说明.pdf' } }],
    [' Location ', 'location', { name: '人民广场店' }],
    ['链接', 'link', { title: '退换货说明' }],
    ['商品', 'card', { card: { type: 'product' } }],
    ['ORDER', 'card', { card: { type: 'order' } }],
  ] as const)('asked for %s sends it', async (word, kind, body) => {
    await ask(word)
    expect(await said(kind)).toMatchObject(body)
  })

  test('asked for a quote quotes the question', async () => {
    await ask('引用')
    const { body } = await entry(({ body }) => body.kind === 'text' && body.quote !== undefined)
    expect(body).toMatchObject({ quote: { kind: 'text', text: '引用', name: '' } })
  })

  test('asked for a recall takes back what it has just said', async () => {
    await ask('撤回')
    const { body } = await entry(({ body }) => body.kind === 'recall')
    const message = await entry(({ body }) => body.kind === 'text' && body.text === '这条消息马上会被撤回。')
    expect(body).toMatchObject({ target: message.seq })
  })

  test('asked for a rating invites to one; asked twice it goes on', async () => {
    await ask('评价')
    await entry(({ body }) => body.kind === 'rating_invite')
    await ask('评价')
    await ask('还在吗')
    await entry(({ body }) => body.kind === 'text' && body.text === '收到：还在吗')
  })

  test('asked to type shows that it types', async () => {
    await ask('输入中')
    await customer.next(({ t }) => t === 'typing')
  })

  test('marks what the customer says as read', async () => {
    const ack = await ask('在吗')
    const seq = 'seq' in ack ? (ack.seq ?? 0) : 0
    await customer.next((frame) => frame.t === 'entries' && (frame.state.readByAgent ?? 0) >= seq)
  })

  test('asked for everything sends one of each kind, in order', async () => {
    await ask('全部')
    await entry(({ body }) => body.kind === 'text' && body.quote !== undefined)
    const kinds = customer.frames.flatMap((frame) =>
      frame.t === 'entries'
        ? frame.entries.flatMap(({ from, body }) => (from.role === 'agent' ? [body.kind] : []))
        : [],
    )
    expect(kinds.filter((kind) => kind !== 'event').slice(1)).toEqual([
      ...['image', 'voice', 'video', 'file', 'location', 'link', 'card', 'card', 'text'],
    ])
  })

  test('asked to block has the customer refused', async () => {
    await ask('block')
    await customer.next((frame) => frame.t === 'error' && frame.fatal && frame.error.code === 'CUSTOMER_BLOCKED')
  })
})
