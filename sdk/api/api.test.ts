import { beforeEach, describe, expect, jest, test } from '@jest/globals'
import { chatRig } from '../testing/chat-rig'
import { serving } from '../testing/entries'

let rig = chatRig()
beforeEach(() => {
  rig = chatRig()
})

function load(): { api: typeof import('./api'); client: ReturnType<typeof rig.make> } {
  const client = rig.make()
  jest.resetModules()
  jest.doMock('../host.js', () => ({ config: {} }), { virtual: true })
  Object.assign(globalThis, { wx: { getAppBaseInfo: () => ({ language: 'zh_CN' }) } })
  jest.doMock('../client/client', () => ({ theClient: () => client, defaultIvrId: () => 'flow' }))
  return { api: require('./api'), client }
}

describe('the main package', () => {
  test('has attributes and a card sent once the chat is connected', () => {
    const { api, client } = load()
    api.tell({ card: { type: 'product', title: 'Tea' }, attributes: { level: 'gold' } })
    rig.listen(client)
    rig.centre.answer()
    expect(rig.platform.socket.frames).toMatchObject([
      { t: 'hello' },
      { t: 'attributes', attributes: { level: 'gold' } },
      { t: 'send', content: { kind: 'card', card: { title: 'Tea' } } },
    ])
  })
  test.each([
    ['card.title', { card: { type: 'product' as const, title: 'x'.repeat(70_000) } }],
    ['attributes.a', { card: { type: 'product' as const, title: 'Tea' }, attributes: JSON.parse('{"a":1}') }],
  ])('is told that %s will not do, and nothing is kept to be sent', (field, told) => {
    const { api, client } = load()
    const zh = `${field} 缺失或不合要求，未发送。`
    const wanted = { code: 'REQUEST_INVALID', message: zh, zh, en: expect.stringContaining(field) }
    expect(() => api.tell(told)).toThrow(expect.objectContaining(wanted))
    expect(client.snapshot.pending).toEqual([])
  })
  test('hears what is unread: now, and when it changes', () => {
    const { api, client } = load()
    const heard: number[] = []
    const stop = api.watchUnread((unread) => heard.push(unread))
    rig.centre.state = { ...serving, unread: 1 }
    rig.centre.logs('one')
    rig.centre.answer()
    rig.centre.adds({ seq: 2, sessionId: 's1', at: 1, from: { role: 'system' }, body: { kind: 'recalled' } })
    expect(heard).toEqual([0, 1])
    client.read(2)
    expect(heard).toEqual([0, 1, 0])
    stop()
    rig.centre.says('two')
    expect(heard).toEqual([0, 1, 0])
  })
})
