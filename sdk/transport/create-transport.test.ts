import type { CustomerServerFrame, Position, WireError } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { refusal, reset, texts, wireOf } from '../testing/entries'
import { FakePlatform } from '../testing/fake-platform'
import { FakeSessions, settled } from '../testing/fake-sessions'
import { createTransport } from './create-transport'
import type { MakeLink } from './link'
import { createSocketLink } from './socket-link'
import type { Transport, TransportOwner } from './transport'

/** @param load fetches the link, which is there from the beginning without */
function setUp(sessions = new FakeSessions().loggedIn(), load?: () => Promise<MakeLink>) {
  const platform = new FakePlatform()
  const frames: CustomerServerFrame[] = []
  const states: string[] = []
  let position: Position | null = null
  const owner: TransportOwner = {
    position: () => position,
    onFrame: (frame) => frames.push(frame),
    onConnection: () => states.push(transport.connection.status),
  }
  const url = 'https://ccc.example.com/'
  const transport: Transport = load
    ? createTransport(platform, sessions, url, owner, null, load)
    : createTransport(platform, sessions, url, owner, createSocketLink)
  const welcome = () => {
    platform.socket.open()
    platform.socket.say(reset(texts(1, 2)))
    position = { epoch: 'e1', seq: 2 }
  }
  const online = () => {
    transport.open('flow')
    welcome()
  }
  const fatal = (error: WireError) => platform.socket.say({ t: 'error', error, fatal: true })
  return { platform, sessions, frames, states, transport, welcome, online, fatal }
}

describe('connecting', () => {
  test('says hello with the token, the flow and the position', () => {
    const { platform, transport, welcome, states } = setUp()
    transport.open('flow')
    expect(platform.socket.url).toBe('wss://ccc.example.com/v1/customer/socket')
    welcome()
    expect(platform.socket.frames).toEqual([{ t: 'hello', v: 1, token: 'token-0', ivrId: 'flow', position: null }])
    expect(states).toEqual(['connecting'])
    expect(transport.connection.status).toBe('online')
    // paths are put behind it as it is
    expect(transport.serverUrl).toBe('https://ccc.example.com')
  })
  test('logs in first when nobody is logged in', async () => {
    const { platform, transport, sessions } = setUp(new FakeSessions())
    transport.open('flow')
    expect(platform.sockets).toHaveLength(0)
    await settled()
    platform.socket.open()
    expect(sessions.logins).toBe(1)
    expect(platform.socket.frames[0]).toMatchObject({ token: 'token-1' })
  })
  test('opening the same flow again keeps the one socket; another flow says hello anew', () => {
    const { platform, transport, online } = setUp()
    online()
    transport.open('flow')
    expect(platform.sockets).toHaveLength(1)
    transport.open('other')
    expect(platform.sockets.map(({ isOpen }) => isOpen)).toEqual([false, true])
  })
  test('closing ends it for good', () => {
    const { platform, transport, online } = setUp()
    online()
    transport.close()
    platform.pass(120_000)
    platform.show()
    platform.network(true, '4g')
    expect(platform.sockets.map(({ isOpen }) => isOpen)).toEqual([false])
    expect(transport.connection.status).toBe('idle')
  })
  test('gives up on a server that says no welcome', () => {
    const { platform, transport } = setUp()
    transport.open('flow')
    platform.socket.open()
    platform.pass(10_000)
    expect(platform.sockets[0]?.isOpen).toBe(false)
    platform.pass(500)
    expect(platform.sockets).toHaveLength(2)
  })
})

describe('reconnecting', () => {
  test('resumes from the position, after a wait', () => {
    const { platform, online, states } = setUp()
    online()
    platform.socket.break()
    expect(states).toEqual(['connecting', 'reconnecting'])
    expect(platform.sockets).toHaveLength(1)
    platform.pass(250)
    platform.socket.open()
    expect(platform.sockets).toHaveLength(2)
    expect(platform.socket.frames).toEqual([
      { t: 'hello', v: 1, token: 'token-0', ivrId: 'flow', position: { epoch: 'e1', seq: 2 } },
    ])
  })
  test('P9 waits longer and longer, and from the beginning after a connection that lasted', () => {
    const { platform, transport, welcome } = setUp()
    transport.open('flow')
    const wait = () => {
      const before = platform.sockets.length
      const since = platform.time
      platform.socket.break()
      while (platform.sockets.length === before) platform.pass(50)
      return platform.time - since
    }
    expect([wait(), wait(), wait(), wait()]).toEqual([250, 500, 1_000, 2_000])
    welcome()
    expect(wait()).toBe(4_000)
    welcome()
    platform.pass(10_000)
    expect(wait()).toBe(250)
  })
  test('asks a quiet connection whether it lives, and keeps it when it answers', () => {
    const { platform, online, frames } = setUp()
    online()
    platform.pass(20_000)
    expect(platform.socket.frames.at(-1)).toEqual({ t: 'ping' })
    platform.socket.say({ t: 'pong' })
    platform.pass(19_999)
    expect(platform.sockets).toHaveLength(1)
    expect(frames.map(({ t }) => t)).toEqual(['welcome'])
  })
  test('drops a connection that is silent for 10 s after the ping', () => {
    const { platform, online } = setUp()
    online()
    platform.pass(29_999)
    expect(platform.socket.isOpen).toBe(true)
    platform.pass(1)
    expect(platform.sockets[0]?.isOpen).toBe(false)
    platform.pass(250)
    expect(platform.sockets).toHaveLength(2)
  })
  test('tries at once when the mini-program comes back, and probes a socket that seems alive', () => {
    const { platform, online, welcome } = setUp()
    online()
    platform.show()
    expect(platform.sockets).toHaveLength(1)
    expect(platform.socket.frames.at(-1)).toEqual({ t: 'ping' })
    platform.luck = 0.999
    platform.pass(5_000)
    expect(platform.sockets[0]?.isOpen).toBe(false)
    platform.show()
    expect(platform.sockets).toHaveLength(2)
    welcome()
  })
  test('says offline while there is no network, and tries at once when there is one', () => {
    const { platform, online, transport } = setUp()
    online()
    platform.luck = 0.999
    platform.network(false, 'none')
    expect(transport.connection.status).toBe('offline')
    platform.network(true, '4g')
    expect(platform.sockets).toHaveLength(2)
  })
  test('a change of network brings a new socket; the same network again does not', () => {
    const { platform, online, welcome } = setUp()
    platform.network(true, 'wifi')
    online()
    platform.network(true, 'wifi')
    expect(platform.sockets).toHaveLength(1)
    platform.network(true, '4g')
    expect(platform.sockets).toHaveLength(2)
    welcome()
  })
  test('what an abandoned socket still says is ignored', () => {
    const { platform, online, frames, transport } = setUp()
    online()
    const old = platform.socket
    transport.resync()
    old.say({ t: 'pong' })
    old.say(reset(texts(1, 3)))
    old.break()
    expect(frames).toHaveLength(1)
    platform.pass(250)
    expect(platform.sockets).toHaveLength(2)
  })
})

describe('frames', () => {
  test('of a newer server are taken, with what they bring that is new marked as unknown', () => {
    const { platform, online, frames, transport } = setUp()
    online()
    const entry = { seq: 1, sessionId: 's1', at: 1, from: { role: 'system' }, body: { kind: 'hologram' } }
    platform.socket.say(JSON.stringify({ t: 'entries', entries: [entry], state: { phase: 'flow' } }))
    expect(frames.at(-1)).toMatchObject({ entries: [{ seq: 1, body: { kind: 'unknown' } }] })
    expect(transport.connection.status).toBe('online')
  })

  test.each(['nonsense', '{"t":"entries"}', '{"t":"unheard-of"}', ''])('%p is dropped with the connection', (bad) => {
    const { platform, online, frames, transport } = setUp()
    online()
    platform.socket.say(bad)
    expect(frames).toHaveLength(1)
    expect(transport.connection.status).toBe('reconnecting')
  })
  test('go out only on a welcomed connection', () => {
    const { platform, transport, online } = setUp()
    expect(transport.send({ t: 'history', before: 7 })).toBe(false)
    online()
    expect(transport.send({ t: 'history', before: 7 })).toBe(true)
    expect(platform.socket.frames.at(-1)).toEqual({ t: 'history', before: 7 })
  })
  test('about reading and typing are said once, and only while somebody hears', () => {
    const { platform, transport, online } = setUp()
    expect(transport.send({ t: 'typing' })).toBe(false)
    online()
    expect(transport.send({ t: 'read', seq: 7 })).toBe(true)
    expect(platform.socket.frames.at(-1)).toEqual({ t: 'read', seq: 7 })
  })
  test('that cannot be handed to the network break the connection', () => {
    const { platform, transport, online } = setUp()
    online()
    platform.socket.isOpen = false
    transport.send({ t: 'history', before: 7 })
    expect(transport.connection.status).toBe('reconnecting')
  })
})

describe('refusals', () => {
  test('a token that is no longer good is replaced by one new login', async () => {
    const { platform, sessions, online, fatal, welcome, transport } = setUp()
    online()
    fatal(wireOf('UNAUTHENTICATED'))
    await settled()
    expect(sessions.logins).toBe(1)
    platform.socket.open()
    expect(platform.socket.frames[0]).toMatchObject({ token: 'token-1' })
    welcome()
    expect(transport.connection.status).toBe('online')
  })
  test('a token that was renewed meanwhile needs no login', async () => {
    const { platform, sessions, online, fatal, welcome, transport } = setUp()
    online()
    sessions.renew('token-renewed')
    fatal(wireOf('UNAUTHENTICATED'))
    await settled()
    expect(sessions.logins).toBe(0)
    welcome()
    expect(platform.socket.frames[0]).toMatchObject({ token: 'token-renewed' })
    expect(transport.connection.status).toBe('online')
  })
  test('a new token that is refused too ends in an error, not in a loop', async () => {
    const { sessions, online, fatal, transport, platform } = setUp()
    online()
    fatal(wireOf('UNAUTHENTICATED'))
    await settled()
    fatal(wireOf('UNAUTHENTICATED'))
    await settled()
    platform.pass(600_000)
    expect(sessions.logins).toBe(1)
    expect(transport.connection).toMatchObject({ status: 'failed', error: { code: 'UNAUTHENTICATED' } })
  })
  test.each(['FLOW_UNKNOWN', 'PROTOCOL_VERSION', 'CUSTOMER_BLOCKED', 'SOCKET_REPLACED'] as const)(
    '%s is final until somebody tries again',
    (code) => {
      const { platform, online, fatal, transport } = setUp()
      online()
      fatal(wireOf(code))
      platform.pass(600_000)
      platform.show()
      platform.network(true, '4g')
      expect(transport.connection).toMatchObject({ status: 'failed', error: { code } })
      expect(platform.sockets).toHaveLength(1)
      transport.retry()
      expect(platform.sockets).toHaveLength(2)
    },
  )
  test.each(['SERVER_STOPPING', 'SLOW_CONSUMER'] as const)('%s is tried again', (code) => {
    const { platform, online, fatal } = setUp()
    online()
    fatal(wireOf(code))
    platform.pass(250)
    expect(platform.sockets).toHaveLength(2)
  })
  test('what a newer server says is tried again where it says so, and not before it says', () => {
    const { platform, online, fatal, transport } = setUp()
    const error = { code: 'NEVER_HEARD_OF', zh: '', en: '' }
    online()
    fatal({ ...error, retry: true, retryAfterMs: 5_000 })
    platform.pass(5_000)
    expect(platform.sockets).toHaveLength(1)
    platform.pass(250)
    expect(platform.sockets).toHaveLength(2)
    online()
    fatal(error)
    expect(transport.connection).toMatchObject({ status: 'failed', error })
  })
  test('a code of WeChat that came too late is followed by another', async () => {
    const sessions = new FakeSessions()
    const { platform, transport } = setUp(sessions)
    sessions.fails = wireOf('LOGIN_CODE_STALE')
    transport.open('flow')
    await settled()
    platform.pass(250)
    await settled()
    expect(sessions.logins).toBe(2)
  })
  test('a login without network is tried again; one that is refused is not', async () => {
    const sessions = new FakeSessions()
    const { platform, transport } = setUp(sessions)
    sessions.fails = { code: 'NETWORK', zh: '', en: '', retry: true }
    transport.open('flow')
    await settled()
    expect(transport.connection).toMatchObject({ status: 'reconnecting', error: { code: 'NETWORK' } })
    sessions.fails = { code: 'CUSTOMER_BLOCKED', zh: '', en: '' }
    platform.pass(250)
    await settled()
    expect(transport.connection).toMatchObject({ status: 'failed', error: { code: 'CUSTOMER_BLOCKED' } })
    platform.pass(600_000)
    platform.show()
    await settled()
    expect(sessions.logins).toBe(2)
  })
  test('an end from outside lasts until somebody tries again', () => {
    const { platform, online, transport } = setUp()
    online()
    transport.end(refusal)
    platform.pass(600_000)
    platform.show()
    expect(transport.connection).toEqual({ status: 'failed', error: refusal })
    expect(platform.sockets).toHaveLength(1)
    transport.open('flow')
    expect(platform.sockets).toHaveLength(2)
  })
})

describe('a link that is fetched when it is needed', () => {
  const lateSetUp = (answers: Promise<MakeLink>[] = [Promise.resolve(createSocketLink)]) => {
    let loads = 0
    const load = () => {
      const answer = answers[Math.min(loads, answers.length - 1)]
      loads += 1
      return answer ?? Promise.reject(new Error('no answer'))
    }
    return { ...setUp(new FakeSessions().loggedIn(), load), loads: () => loads }
  }
  const failing = (): Promise<MakeLink> => {
    const answer = Promise.reject(new Error('offline'))
    answer.catch(() => {})
    return answer
  }

  test('is not fetched before the chat is opened', async () => {
    const { platform, transport, loads } = lateSetUp()
    platform.show()
    transport.resync()
    await settled()
    expect([loads(), transport.connection.status]).toEqual([0, 'idle'])
    expect(transport.send({ t: 'typing' })).toBe(false)
  })
  test('connects once it is there, with the last flow', async () => {
    const { platform, transport, welcome, states } = lateSetUp()
    transport.open('one')
    transport.open('two')
    expect(states).toEqual(['connecting'])
    await settled()
    welcome()
    expect(platform.sockets).toHaveLength(1)
    expect(platform.socket.frames).toMatchObject([{ t: 'hello', ivrId: 'two' }])
    expect(transport.connection.status).toBe('online')
  })
  test('closed while it is fetched, it does not connect', async () => {
    const { platform, transport } = lateSetUp()
    transport.open('flow')
    transport.close()
    await settled()
    expect([platform.sockets.length, transport.connection.status]).toEqual([0, 'idle'])
  })
  test('ended while it is fetched, it stays ended', async () => {
    const { transport } = lateSetUp([failing()])
    transport.open('flow')
    transport.end(refusal)
    await settled()
    expect(transport.connection).toEqual({ status: 'failed', error: refusal })
  })
  test('that cannot be fetched fails with a reason, and is fetched again on retry', async () => {
    const { transport, welcome } = lateSetUp([failing(), Promise.resolve(createSocketLink)])
    transport.open('flow')
    await settled()
    expect(transport.connection).toMatchObject({ status: 'failed', error: { code: 'TRANSPORT_NOT_LOADED' } })
    transport.retry()
    expect(transport.connection.status).toBe('connecting')
    await settled()
    welcome()
    expect(transport.connection.status).toBe('online')
  })
})
