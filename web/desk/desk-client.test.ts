import { describe, expect, test } from '@jest/globals'
import { frame, session, text, texts, words } from '../testing/entries'
import { setUpDesk } from '../testing/set-up-desk'

const error = { code: 'SESSION_NOT_RINGING', zh: '已不在等待', en: 'rings no longer' }

describe('what the agent does', () => {
  test('goes out at once, each under its own id', () => {
    const { client, welcome, posted } = setUpDesk()
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
    const { client, network, welcome, reconnect, posted } = setUpDesk()
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
    const { client, welcome, posted } = setUpDesk()
    client.setStatus('online')
    expect(posted()).toEqual([])
    welcome()
    expect(posted()).toHaveLength(1)
  })

  test('and the server refuses is told; a refused message says so itself and can be sent again', () => {
    const { client, network, refused, welcome, posted } = setUpDesk()
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
    const { network, welcome, reconnect } = setUpDesk()
    welcome(session())
    network.line.say(frame(texts(1, 3), true))
    reconnect()
    network.line.open()
    expect(network.line.frames).toEqual([{ t: 'hello', v: 1, token: 'token', positions: { s1: 3 } }])
  })

  test('P4 a hole in the entries makes the desk connect anew and resume', () => {
    const { network, welcome } = setUpDesk()
    welcome(session())
    network.line.say(frame(texts(1, 3), true))
    network.line.say(frame(texts(5, 6)))
    expect(network.line.isOpen).toBe(false)
  })
})

describe('a reload of the page', () => {
  test('keeps unsent messages and ended sessions of the same agent', () => {
    const { client, network, welcome, storage } = setUpDesk()
    welcome(session('s1'), session('s2', 'closed'))
    network.line.say(frame(texts(1, 3), true))
    client.store.markRead('s1')
    client.say('s1', words('还在吗？'))
    const later = setUpDesk(storage)
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
    const { client, welcome, storage } = setUpDesk()
    welcome(session())
    client.say('s1', words('还在吗？'))
    expect(setUpDesk(storage, 'a2').client.store.state).toMatchObject({ outbox: [], read: new Map() })
  })

  test('brings no ended session back that was put away, nor anything unreadable', () => {
    const { client, welcome, storage } = setUpDesk()
    welcome(session('s1', 'closed'))
    client.store.dismiss('s1')
    expect(setUpDesk(storage).client.store.positions()).toEqual({})
    for (const bad of ['{', 'null', '{"read":{"s1":-1},"unsent":[]}']) {
      storage.setItem('ccc-desk:a1', bad)
      expect(setUpDesk(storage).client.store.positions()).toEqual({})
    }
  })

  test('a full storage keeps nobody from talking', () => {
    const { client, storage, welcome, posted } = setUpDesk()
    welcome(session())
    storage.isFull = true
    client.say('s1', words('您好'))
    expect(posted()).toHaveLength(1)
  })
})

describe('what the agent does with messages', () => {
  test('is said with the ids of the protocol', () => {
    const { client, welcome, posted } = setUpDesk()
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
    const { client, network, refused, welcome } = setUpDesk()
    welcome(session())
    client.recall('s1', 4)
    network.line.say({ t: 'nack', id: 'a1-1', error })
    expect(refused).toEqual([error.code])
    expect(client.store.state.outbox).toEqual([])
  })
})
