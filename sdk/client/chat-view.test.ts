import type { CustomerState, WireError } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { applyPatch } from '../testing/apply-patch'
import { inFlow, reset, serving, texts } from '../testing/entries'
import { FakeCallCentre } from '../testing/fake-call-centre'
import { FakePlatform } from '../testing/fake-platform'
import { FakeSessions } from '../testing/fake-sessions'
import { textsOf } from '../texts/texts'
import { createTransport } from '../transport/create-transport'
import { createSocketLink } from '../transport/socket-link'
import { createChatClient } from './chat-client'
import { createChatView } from './chat-view'

function setUp() {
  const platform = new FakePlatform()
  const sessions = new FakeSessions().loggedIn()
  const client = createChatClient(platform, sessions, 'centre', (owner) =>
    createTransport(platform, sessions, 'http://ccc', owner, createSocketLink),
  )
  const data: Record<string, unknown> = { pages: [], fresh: 0, avatar: '', into: '' }
  const patches: Record<string, unknown>[] = []
  const errors: WireError[] = []
  const view = createChatView(client, textsOf('zh'), 'zh', {
    show: (patch) => {
      patches.push(patch)
      applyPatch(data, patch)
    },
    ready: () => {},
    stateChange: () => {},
    error: (error) => errors.push(error),
  })
  return { platform, sessions, client, view, data, patches, errors, centre: new FakeCallCentre(platform) }
}

describe('a screen', () => {
  test('that is told its flow again does nothing; another flow says hello anew', () => {
    const { platform, view } = setUp()
    view.start('one')
    view.start('one')
    expect(platform.sockets).toHaveLength(1)
    view.start('two')
    platform.socket.open()
    expect(platform.sockets).toHaveLength(2)
    expect(platform.socket.frames[0]).toMatchObject({ ivrId: 'two' })
  })
  test('that was left is not touched any more', () => {
    const { view, patches, platform } = setUp()
    view.start('one')
    view.stop()
    const before = patches.length
    platform.pass(60_000)
    platform.network(true, '4g')
    expect(patches).toHaveLength(before)
  })
  test('shows the picture of the customer once it is known', () => {
    const { sessions, view, data, centre } = setUp()
    sessions.session = { token: 't', customer: { customerId: 'c1', avatarUrl: 'https://example.com/me.png' } }
    view.start('one')
    centre.answer()
    expect(data.avatar).toBe('https://example.com/me.png')
  })
})

describe('the newest message', () => {
  test('stays visible when the keyboard comes, for who was there', () => {
    const { view, data, centre } = setUp()
    view.start('one')
    centre.answer()
    const before = data.into
    view.keyboard(300)
    expect(data).toMatchObject({ keyboard: 300 })
    expect(data.into).not.toBe(before)
    view.follow(false)
    const reading = data.into
    view.keyboard(0)
    view.resized()
    expect(data.into).toBe(reading)
  })
  test('stays visible when the quote, the strip or the header changes the height of the list', () => {
    const { view, data, centre, platform } = setUp()
    view.start('one')
    centre.answer()
    platform.socket.say(reset(texts(1, 3), inFlow))
    const moved = (change: () => void) => {
      const before = data.into
      change()
      return data.into !== before
    }
    const state = (next: CustomerState) => platform.socket.say({ t: 'entries', entries: [], state: next })
    expect(moved(() => state({ phase: 'queued', waitNo: 3 }))).toBe(true)
    expect(moved(() => state({ phase: 'queued', waitNo: 2, waitMinutes: 12 }))).toBe(true)
    expect(moved(() => state(serving))).toBe(true)
    expect(moved(() => platform.socket.say({ t: 'typing' }))).toBe(true)
    // a read mark has its place already
    expect(moved(() => state({ ...serving, readByAgent: 3 }))).toBe(false)
    expect(moved(() => view.quote({ seq: 1, name: 'a', text: 'b' }))).toBe(true)
    view.follow(false)
    expect(moved(() => view.quote(null))).toBe(false)
    expect(moved(() => state({ phase: 'closed', closeReason: 'agent_ended' }))).toBe(false)
  })
  test('is scrolled to by who says something, wherever they read', () => {
    const { view, data, centre } = setUp()
    view.start('one')
    centre.answer()
    view.follow(false)
    const before = data.into
    view.say('hello')
    expect(data.into).not.toBe(before)
  })
})

describe('older messages', () => {
  test('come from what is known without asking, and then from the call centre', () => {
    const { view, platform, centre, data } = setUp()
    view.start('one')
    centre.answer()
    platform.socket.say(reset(texts(41, 160)))
    view.follow(false)
    for (let page = 0; page < 4; page += 1) view.showOlder()
    expect(platform.socket.frames.some(({ t }) => t === 'history')).toBe(false)
    expect(data.into).toBe('m00000061')
    view.showOlder()
    expect(platform.socket.frames.at(-1)).toEqual({ t: 'history', before: 41 })
    platform.socket.say({ t: 'history', before: 41, entries: texts(1, 40) })
    expect(data.into).toBe('m00000041')
  })
  test('are left page by page on the way down, until the newest is there', () => {
    const { view, platform, centre, data } = setUp()
    view.start('one')
    centre.answer()
    platform.socket.say(reset(texts(1, 160)))
    view.follow(false)
    for (let page = 0; page < 5; page += 1) view.showOlder()
    const newest = () => JSON.stringify(data.pages).includes('m00000160')
    expect(newest()).toBe(false)
    for (let page = 0; page < 4; page += 1) view.follow(true)
    expect(newest()).toBe(true)
  })
})
