import type * as protocol from '@ccc-store/core/protocol'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import type * as api from '../api/api'
import { FakeWx } from '../testing/fake-wx'
import type { Attributes, Card } from './host-types'

let wx = new FakeWx()
/** the page stack, the newest last */
let pages: { route: string; setData(patch: object): void }[] = []
beforeEach(() => {
  wx = new FakeWx()
  pages = [{ route: 'pages/shop/shop', setData: () => {} }]
  Object.assign(globalThis, { wx, getCurrentPages: () => pages })
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

/** `utils/login.js`, beside a subpackage that can be downloaded or not. */
function setUp() {
  const told: unknown[] = []
  const listeners: ((unread: number) => void)[] = []
  const chat: { -readonly [Name in keyof typeof api]: (typeof api)[Name] } = {
    tell: (what) => told.push(what),
    watchUnread(listener) {
      listeners.push(listener)
      listener(0)
      return () => {
        listeners.splice(listeners.indexOf(listener), 1)
      }
    },
  }
  const network = { isUp: true, downloads: 0 }
  const chatPackage = () => {
    network.downloads += 1
    return network.isUp ? Promise.resolve(chat) : Promise.reject(new Error('download failed'))
  }
  jest.resetModules()
  jest.doMock('../ccc-config.js', () => ({ sdkAppId: 1, ivrId: 'f', serverUrl: 'https://a.b' }), { virtual: true })
  jest.doMock('./chat-package', () => ({ chatPackage }))
  const login: typeof import('./login') = require('./login')
  return { login, told, listeners, network, chat }
}

const card: Card = { type: 'product', title: 'Tea' }

describe('openChat', () => {
  test('opens the page of the chat, entered with another flow where one is named', async () => {
    const { login, network } = setUp()
    await login.openChat()
    await login.openChat({ ivrId: 'night' })
    expect(wx.opened).toEqual(['/ccc/pages/chat/index', '/ccc/pages/chat/index?ivrId=night'])
    expect(network.downloads).toBe(0)
  })
  test('opens no second page over one that is on top; another flow and the card go to that', async () => {
    const { login, told } = setUp()
    const patches: object[] = []
    pages.push({ route: 'ccc/pages/chat/index', setData: (patch) => patches.push(patch) })
    await login.openChat({ card })
    await login.openChat({ ivrId: 'night' })
    expect([wx.opened, told, patches]).toEqual([[], [{ card }], [{ ivrId: 'night' }]])
    pages.push({ route: 'pages/product/product', setData: () => {} })
    await login.openChat()
    expect(wx.opened).toEqual(['/ccc/pages/chat/index'])
  })
  test('hands over the card and the attributes', async () => {
    const { login, told } = setUp()
    await login.openChat({ card, attributes: { level: 'gold' } })
    expect(told).toEqual([{ card, attributes: { level: 'gold' } }])
  })
  test('says nothing in the name of a customer who does not get to see it', async () => {
    const { login, told } = setUp()
    wx.pageStackIsFull = true
    await expect(login.openChat({ card })).rejects.toMatchObject({ code: 'NETWORK' })
    expect(told).toEqual([])
  })
})

describe('sendCard and setAttributes', () => {
  test('reach the chat', async () => {
    const { login, told } = setUp()
    await login.sendCard(card)
    await login.setAttributes({ level: 'gold' })
    expect(told).toEqual([{ card }, { attributes: { level: 'gold' } }])
  })
  test('say NETWORK when the chat cannot be downloaded', async () => {
    const { login, network } = setUp()
    network.isUp = false
    await expect(login.sendCard(card)).rejects.toMatchObject({ code: 'NETWORK', zh: expect.any(String) })
  })
  test('pass on what the chat says of a card that it does not take', async () => {
    const { login, chat } = setUp()
    chat.tell = () => {
      throw Object.assign(new Error(), { code: 'REQUEST_INVALID' })
    }
    await expect(login.sendCard(card)).rejects.toMatchObject({ code: 'REQUEST_INVALID' })
    await expect(login.openChat({ card })).rejects.toMatchObject({ code: 'REQUEST_INVALID' })
  })
  test('take what the protocol takes', () => {
    const wireCard: protocol.Card = JSON.parse(JSON.stringify(card))
    const ownCard: Card = wireCard
    const wireAttributes: protocol.Attributes = { level: 'gold' }
    const own: Attributes = wireAttributes
    expect([ownCard, own]).toEqual([card, { level: 'gold' }])
  })
})

describe('onUnreadChange', () => {
  test('tells any number of pages, each until it stops', async () => {
    const { login, listeners } = setUp()
    const heard: string[] = []
    const stop = login.onUnreadChange((unread) => heard.push(`a ${unread}`))
    login.onUnreadChange((unread) => heard.push(`b ${unread}`))
    await jest.advanceTimersByTimeAsync(0)
    expect(heard).toEqual(['a 0', 'b 0'])
    stop()
    for (const listener of listeners) listener(2)
    expect(heard).toEqual(['a 0', 'b 0', 'b 2'])
  })
  test('joins later when the chat cannot be downloaded now', async () => {
    const { login, network, listeners } = setUp()
    network.isUp = false
    login.onUnreadChange(() => {})
    await jest.advanceTimersByTimeAsync(29_999)
    expect(network.downloads).toBe(1)
    network.isUp = true
    await jest.advanceTimersByTimeAsync(1)
    expect(listeners).toHaveLength(1)
  })
  test('that is stopped before the chat is there never joins', async () => {
    const { login, network, listeners } = setUp()
    login.onUnreadChange(() => {})()
    network.isUp = false
    login.onUnreadChange(() => {})()
    await jest.advanceTimersByTimeAsync(60_000)
    expect(listeners).toHaveLength(0)
    expect(network.downloads).toBe(2)
  })
})
