import type { CustomerState } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { applyPatch } from '../testing/apply-patch'
import { agent, customer, entry, inFlow, refusal, serving, text, texts } from '../testing/entries'
import { FakeCallCentre } from '../testing/fake-call-centre'
import { FakePlatform } from '../testing/fake-platform'
import { FakeSessions } from '../testing/fake-sessions'
import { textsOf } from '../texts/texts'
import { createTransport } from '../transport/create-transport'
import { createSocketLink } from '../transport/socket-link'
import { createChatClient } from './chat-client'
import { emptyScreen } from './chat-screen'
import { createChatView } from './chat-view'

const words = textsOf('zh')

function setUp() {
  const platform = new FakePlatform()
  const sessions = new FakeSessions().loggedIn()
  const client = createChatClient(platform, sessions, 'centre', (owner) =>
    createTransport(platform, sessions, 'http://ccc', owner, createSocketLink),
  )
  const data: Record<string, unknown> = { ...emptyScreen }
  const told: string[] = []
  let patches = 0
  const view = createChatView(client, words, 'zh', {
    show(patch) {
      patches += 1
      applyPatch(data, patch)
    },
    ready: () => told.push('ready'),
    stateChange: ({ phase, connection }) => told.push(`${phase} ${connection}`),
    error: ({ code }) => told.push(code),
  })
  const centre = new FakeCallCentre(platform)
  const frames = (t: string) => platform.socket.frames.filter((frame) => frame.t === t)
  /** the state as it is from now on, with something that is said */
  const becomes = (state: CustomerState): void => {
    centre.state = state
    centre.says('…')
  }
  view.start('flow')
  return { platform, client, view, data, told, centre, frames, becomes, patches: () => patches }
}

function online() {
  const rig = setUp()
  rig.centre.entries.push(...texts(1, 3))
  rig.centre.answer()
  return rig
}

describe('what the screen shows beside the messages', () => {
  test('is empty before anything is known', () => {
    expect(emptyScreen).toMatchObject({ loading: false, typing: false, fresh: 0, sheet: '', status: { text: '' } })
  })
  test('says where the customer stands', () => {
    const { data, platform, centre } = setUp()
    expect(data.status).toMatchObject({ text: words.connecting })
    centre.answer()
    expect(data.status).toMatchObject({ text: '' })
    platform.network(false, 'none')
    expect(data.status).toMatchObject({ text: words.offline, does: 'retry' })
  })
  test('names who serves, while the connection stands', () => {
    const { data, platform, becomes } = online()
    expect(data.agent).toEqual(emptyScreen.agent)
    becomes(serving)
    expect(data.agent).toEqual(serving.phase === 'serving' && serving.agent)
    platform.network(false, 'none')
    expect(data.agent).toEqual(emptyScreen.agent)
  })
  test('points at the menu that can be answered, and at what the agent has read', () => {
    const { data, becomes } = online()
    expect([data.menuId, data.readId]).toEqual(['', ''])
    becomes({ ...inFlow, menuSeq: 2, readByAgent: 3 })
    expect([data.menuId, data.readId]).toEqual(['m00000002', 'm00000003'])
    becomes(inFlow)
    expect([data.menuId, data.readId]).toEqual(['', ''])
  })
  test('points at the invitation that stands, the newest of its session', () => {
    const { data, centre } = online()
    const invites = (seq: number, sessionId: string) => ({
      ...entry(seq, { kind: 'rating_invite', tags: ['好'] }, agent),
      sessionId,
    })
    const rating = (sessionId: string) => ({
      ...serving,
      rating: { sessionId, tags: ['好'], expiresAt: 2_000_000_000_000 },
    })
    centre.state = rating('s1')
    centre.adds(invites(4, 's1'))
    expect([data.rateId, data.tags]).toEqual(['m00000004', ['好']])
    centre.says('another word')
    expect(data.rateId).toBe('m00000004')
    centre.state = rating('s2')
    centre.adds(invites(6, 's2'))
    expect(data.rateId).toBe('m00000006')
    centre.state = serving
    centre.says('thank you')
    expect([data.rateId, data.tags]).toEqual(['', []])
  })
  test('is not touched when nothing of it changes', () => {
    const { view, patches, client } = online()
    const before = patches()
    view.show(true)
    client.read(3)
    expect(patches()).toBe(before)
  })
})

describe('the sheets', () => {
  test('go when they can no longer be answered, and only then', () => {
    const { view, data, becomes } = online()
    const canRate: CustomerState = { ...serving, rating: { sessionId: 's1', tags: [], expiresAt: 2_000_000_000_000 } }
    becomes(canRate)
    view.open('rate')
    becomes({ ...canRate, readByAgent: 1 })
    expect(data.sheet).toBe('rate')
    becomes(serving)
    expect(data.sheet).toBe('')
    becomes({ phase: 'closed', sessionId: 's1', canLeaveMessage: true })
    view.open('message')
    expect(data.sheet).toBe('message')
    becomes(serving)
    expect(data.sheet).toBe('')
  })
})

describe('messages that come while the reader is elsewhere', () => {
  test('are counted, and no longer when the reader is back', () => {
    const { view, data, centre } = online()
    view.follow(false)
    centre.says('one')
    centre.says('two')
    centre.adds(text(6, 'mine', customer))
    expect(data.fresh).toBe(2)
    view.follow(true)
    expect(data.fresh).toBe(0)
    centre.says('three')
    expect(data.fresh).toBe(0)
  })
  test('are read when they are seen, not before', () => {
    const { view, frames, centre } = online()
    expect(frames('read').at(-1)).toEqual({ t: 'read', seq: 3 })
    view.show(false)
    centre.says('unseen')
    expect(frames('read').at(-1)).toEqual({ t: 'read', seq: 3 })
    view.show(true)
    expect(frames('read').at(-1)).toEqual({ t: 'read', seq: 4 })
    view.follow(false)
    centre.says('below')
    expect(frames('read').at(-1)).toEqual({ t: 'read', seq: 4 })
    view.follow(true)
    expect(frames('read').at(-1)).toEqual({ t: 'read', seq: 5 })
  })
  test('since the last visit are marked where they begin, once', () => {
    const { data, centre } = setUp()
    centre.entries.push(...texts(1, 5))
    centre.state = { ...inFlow, unread: 2 }
    centre.answer()
    expect(data.unreadId).toBe('m00000004')
    centre.state = { ...inFlow, unread: 4 }
    centre.says('more')
    expect(data.unreadId).toBe('m00000004')
  })
})

describe('what can be done', () => {
  test('the button of the strip does what it says', () => {
    const { view, data, frames, becomes } = online()
    becomes({ phase: 'closed', sessionId: 's1', canLeaveMessage: true })
    view.press('message')
    expect(data.sheet).toBe('message')
    becomes({ phase: 'closed', sessionId: 's1' })
    view.press('enter')
    expect(frames('enter')).toHaveLength(1)
  })
  test('with a message: it is quoted, recalled, sent again or removed', () => {
    const { view, data, client, centre, frames, platform } = online()
    client.say('mine')
    centre.answer()
    view.do('quote', 'm00000002')
    expect(data.quote).toMatchObject({ seq: 2 })
    view.quote(null)
    expect(data.quote).toBeNull()
    // the id of a command is made of the time and of luck
    platform.pass(1)
    view.do('recall', 'm00000004')
    expect(frames('recall')).toMatchObject([{ seq: 4 }])
    platform.pass(1)
    client.say('refused')
    const id = client.snapshot.pending.at(-1)?.command.id ?? ''
    platform.socket.say({ t: 'nack', id, error: refusal })
    const resent = frames('send').length
    view.do('quote', `p${id}`)
    expect([frames('send').length, data.quote]).toEqual([resent, null])
    view.do('resend', `p${id}`)
    expect(frames('send').length).toBe(resent + 1)
    platform.socket.say({ t: 'nack', id, error: refusal })
    view.do('remove', `p${id}`)
    expect(client.snapshot.pending.map(({ command }) => command.id)).not.toContain(id)
  })
  test('words are found by the row that shows them', () => {
    const { view } = online()
    expect([view.textOf('m00000002'), view.textOf('m00000009')]).toEqual(['message 2', ''])
  })
})

test('the host is told once that the chat is ready, and of every change of phase and connection', () => {
  const { told, platform, becomes, centre } = setUp()
  centre.answer()
  becomes(serving)
  becomes(serving)
  platform.network(false, 'none')
  expect(told).toEqual(['none connecting', 'flow online', 'ready', 'serving online', 'serving offline'])
})
