import { describe, expect, test } from '@jest/globals'
import { FakeClock } from '../../test/clock/fake-clock'
import { agent, desk, entry, fileRef, frame, session, text, texts, words } from '../testing/entries'
import { FakeNetwork } from '../testing/fake-line'
import { FakeStorage } from '../testing/fake-storage'
import { DeskClient } from './desk-client'
import { DeskMemory } from './desk-memory'
import { entriesOf } from './desk-store'

const error = { code: 'SESSION_NOT_RINGING', zh: '已不在等待', en: 'rings no longer' }

function setUp(storage = new FakeStorage(), agentId = 'a1') {
  const network = new FakeNetwork()
  const clock = new FakeClock()
  const refused: string[] = []
  let lastId = 0
  const client = new DeskClient(
    {
      token: 'token',
      url: 'ws://ccc',
      dial: network.dial,
      clock,
      random: () => 0.5,
      newId: () => {
        lastId += 1
        return `${agentId}-${lastId}`
      },
      memory: new DeskMemory(storage, agentId),
    },
    { onConnection: () => {}, onRefused: ({ code }) => refused.push(code) },
  )
  const welcome = (...sessions: Parameters<typeof desk>) => {
    network.line.open()
    network.line.say({ t: 'welcome', desk: desk(...sessions) })
  }
  const reconnect = () => {
    network.line.break()
    clock.advance(10_000)
  }
  const posted = () => network.line.frames.slice(1)
  client.socket.open()
  return { client, network, clock, storage, refused, welcome, reconnect, posted }
}

describe('what the agent does', () => {
  test('goes out at once, each under its own id', () => {
    const { client, welcome, posted } = setUp()
    welcome(session('s1', 'ringing'))
    client.setStatus('online')
    client.accept('s1')
    client.decline('s2')
    client.say('s1', words('您好'))
    client.end('s1')
    expect(posted()).toEqual([
      { t: 'status', id: 'a1-1', status: 'online' },
      { t: 'accept', id: 'a1-2', sessionId: 's1' },
      { t: 'decline', id: 'a1-3', sessionId: 's2' },
      { t: 'send', id: 'a1-4', sessionId: 's1', content: { kind: 'text', text: '您好' } },
      { t: 'end', id: 'a1-5', sessionId: 's1' },
    ])
  })

  test('P2 without an acknowledgement goes out again on the next connection, under the same id, in order', () => {
    const { client, network, welcome, reconnect, posted } = setUp()
    welcome(session())
    client.say('s1', words('one'))
    client.say('s1', words('two'))
    network.line.say({ t: 'ack', id: 'a1-1', seq: 1 })
    network.line.say(frame([{ ...text(1), clientId: 'a1-1' }], true))
    reconnect()
    client.say('s1', words('three'))
    welcome(session())
    expect(posted().map((command) => Object(command).id)).toEqual(['a1-2', 'a1-3'])
  })

  test('before the first welcome waits for it', () => {
    const { client, welcome, posted } = setUp()
    client.setStatus('online')
    expect(posted()).toEqual([])
    welcome()
    expect(posted()).toHaveLength(1)
  })

  test('and the server refuses is told; a refused message says so itself and can be sent again', () => {
    const { client, network, refused, welcome, posted } = setUp()
    welcome(session())
    client.accept('s1')
    client.say('s1', words('您好'))
    network.line.say({ t: 'nack', id: 'a1-1', error })
    network.line.say({ t: 'nack', id: 'a1-2', error })
    expect(refused).toEqual(['SESSION_NOT_RINGING'])
    expect(client.store.state.outbox).toMatchObject([{ status: 'failed', error }])
    client.retry('a1-2')
    expect(posted().at(-1)).toMatchObject({ t: 'send', id: 'a1-2' })
    expect(client.store.state.outbox).toMatchObject([{ status: 'sending' }])
  })
})

describe('what is missed', () => {
  test('P4 is asked for with the positions', () => {
    const { network, welcome, reconnect } = setUp()
    welcome(session())
    network.line.say(frame(texts(1, 3), true))
    reconnect()
    network.line.open()
    expect(network.line.frames).toEqual([{ t: 'hello', v: 1, token: 'token', positions: { s1: 3 } }])
  })

  test('P4 a hole in the entries makes the desk connect anew and resume', () => {
    const { network, welcome } = setUp()
    welcome(session())
    network.line.say(frame(texts(1, 3), true))
    network.line.say(frame(texts(5, 6)))
    expect(network.line.isOpen).toBe(false)
  })
})

describe('a reload of the page', () => {
  test('keeps unsent messages and ended sessions of the same agent', () => {
    const { client, network, welcome, storage } = setUp()
    welcome(session('s1'), session('s2', 'closed'))
    network.line.say(frame(texts(1, 3), true))
    client.store.markRead('s1')
    client.say('s1', words('还在吗？'))
    const later = setUp(storage)
    expect(later.client.store.state.read).toEqual(
      new Map([
        ['s1', 3],
        ['s2', 0],
      ]),
    )
    later.welcome(session())
    expect(later.network.line.frames).toEqual([
      { t: 'hello', v: 1, token: 'token', positions: { s1: 0, s2: 0 } },
      { t: 'send', id: 'a1-1', sessionId: 's1', content: { kind: 'text', text: '还在吗？' } },
    ])
  })

  test('P10 brings nothing of one agent to another', () => {
    const { client, welcome, storage } = setUp()
    welcome(session())
    client.say('s1', words('还在吗？'))
    expect(setUp(storage, 'a2').client.store.state).toMatchObject({ outbox: [], read: new Map() })
  })

  test('brings no ended session back that was put away, nor anything unreadable', () => {
    const { client, welcome, storage } = setUp()
    welcome(session('s1', 'closed'))
    client.store.dismiss('s1')
    expect(setUp(storage).client.store.positions()).toEqual({})
    for (const bad of ['{', 'null', '{"read":{"s1":-1},"unsent":[]}']) {
      storage.setItem('ccc-desk:a1', bad)
      expect(setUp(storage).client.store.positions()).toEqual({})
    }
  })

  test('a full storage keeps nobody from talking', () => {
    const { client, storage, welcome, posted } = setUp()
    welcome(session())
    storage.isFull = true
    client.say('s1', words('您好'))
    expect(posted()).toHaveLength(1)
  })
})

describe('what the agent does with messages', () => {
  test('is said with the ids of the protocol', () => {
    const { client, welcome, posted } = setUp()
    welcome(session())
    client.recall('s1', 4)
    client.inviteRating('s1')
    client.block('s1')
    client.answerLeft('s9')
    client.dismissLeft('s8')
    expect(posted()).toEqual([
      { t: 'recall', id: 'a1-1', sessionId: 's1', seq: 4 },
      { t: 'inviteRating', id: 'a1-2', sessionId: 's1' },
      { t: 'block', id: 'a1-3', sessionId: 's1' },
      { t: 'answerLeft', id: 'a1-4', sessionId: 's9' },
      { t: 'dismissLeft', id: 'a1-5', sessionId: 's8' },
    ])
  })

  test('a recall that is refused is told and forgotten', () => {
    const { client, network, refused, welcome } = setUp()
    welcome(session())
    client.recall('s1', 4)
    network.line.say({ t: 'nack', id: 'a1-1', error })
    expect(refused).toEqual([error.code])
    expect(client.store.state.outbox).toEqual([])
  })
})

describe('read marks', () => {
  const shown = (phase: 'ringing' | 'serving') => {
    const desk = setUp()
    desk.welcome(session('s1', phase))
    desk.network.line.say(frame([text(1), text(2, agent), text(3)], true))
    return desk
  }

  test('are told once, up to the newest entry', () => {
    const { client, posted } = shown('serving')
    client.markRead('s1')
    client.markRead('s1')
    expect(posted()).toEqual([{ t: 'read', sessionId: 's1', seq: 3 }])
  })

  test('are not told when only the agent has said something since', () => {
    const { client, network, posted } = shown('serving')
    client.markRead('s1')
    network.line.say(frame([text(4, agent)]))
    client.markRead('s1')
    expect(posted()).toHaveLength(1)
  })

  test('are not told of a call that nobody has taken', () => {
    const { client, network, posted } = shown('ringing')
    client.markRead('s1')
    expect(posted()).toEqual([])
    network.line.say({ t: 'desk', desk: desk(session()) })
    client.markRead('s1')
    expect(posted()).toEqual([{ t: 'read', sessionId: 's1', seq: 3 }])
  })

  test('are told again on a new connection, since nobody acknowledged them', () => {
    const { client, welcome, reconnect, posted } = shown('serving')
    client.markRead('s1')
    reconnect()
    welcome(session())
    expect(posted()).toEqual([{ t: 'read', sessionId: 's1', seq: 3 }])
  })
})

describe('typing', () => {
  test('is told every three seconds while it goes on, and at once after a message', () => {
    const { client, clock, welcome, posted } = setUp()
    welcome(session())
    const typed = () => posted().filter((command) => Object(command).t === 'typing').length
    client.types('s1')
    clock.advance(2_999)
    client.types('s1')
    expect(typed()).toBe(1)
    clock.advance(1)
    client.types('s1')
    expect(typed()).toBe(2)
    client.say('s1', words('好'))
    client.types('s1')
    expect(typed()).toBe(3)
  })

  test('of a customer is shown for six seconds after the last sign', () => {
    const { client, network, clock, welcome } = setUp()
    welcome(session())
    const isTyping = () => client.store.state.typing.has('s1')
    network.line.say({ t: 'typing', sessionId: 's1' })
    clock.advance(4_000)
    network.line.say({ t: 'typing', sessionId: 's1' })
    clock.advance(5_999)
    expect(isTyping()).toBe(true)
    clock.advance(1)
    expect(isTyping()).toBe(false)
  })

  test('of a customer ends with a message of theirs, not with one of the agent', () => {
    const { client, network, welcome } = setUp()
    welcome(session())
    network.line.say(frame([text(1)], true))
    network.line.say({ t: 'typing', sessionId: 's1' })
    network.line.say(frame([text(2, agent)]))
    expect(client.store.state.typing.has('s1')).toBe(true)
    network.line.say(frame([entry(3, { kind: 'voice', file: fileRef('f'), seconds: 2 })]))
    expect(client.store.state.typing.has('s1')).toBe(false)
  })
})

describe('history', () => {
  const shown = () => {
    const desk = setUp()
    desk.welcome(session())
    desk.network.line.say(frame(texts(101, 103), true))
    return desk
  }

  test('is asked for page by page, until the conversation begins', () => {
    const { client, network, posted } = shown()
    client.loadEarlier('s1')
    client.loadEarlier('s1')
    expect(posted()).toEqual([{ t: 'history', sessionId: 's1', before: 101 }])
    network.line.say({ t: 'history', sessionId: 's1', before: 101, entries: texts(51, 100) })
    client.loadEarlier('s1')
    expect(posted().at(-1)).toEqual({ t: 'history', sessionId: 's1', before: 51 })
    network.line.say({ t: 'history', sessionId: 's1', before: 51, entries: texts(1, 50) })
    client.loadEarlier('s1')
    expect(posted()).toHaveLength(2)
    expect(entriesOf(client.store.state, 's1')).toEqual(texts(1, 103))
  })

  test('that was asked for on a lost connection can be asked for again', () => {
    const { client, network, welcome, reconnect, posted } = shown()
    client.loadEarlier('s1')
    reconnect()
    client.loadEarlier('s1')
    expect(client.store.state.earlier.get('s1')?.isLoading).toBe(true)
    welcome(session())
    client.loadEarlier('s1')
    expect(posted()).toEqual([{ t: 'history', sessionId: 's1', before: 101 }])
    network.line.say({ t: 'error', error, fatal: false })
    client.loadEarlier('s1')
    expect(posted()).toHaveLength(2)
  })
})
