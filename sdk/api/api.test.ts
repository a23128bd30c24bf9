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
