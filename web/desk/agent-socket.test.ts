import { type AgentServerFrame, CccError, type ErrorCode } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { FakeClock } from '../../test/clock/fake-clock'
import { desk, frame, texts } from '../testing/entries'
import { FakeNetwork } from '../testing/fake-line'
import { AgentSocket } from './agent-socket'

const hello = { t: 'hello' as const, v: 1, token: 'token', positions: { s1: 3 } }
const welcome: AgentServerFrame = { t: 'welcome', desk: desk() }

function setUp() {
  const network = new FakeNetwork()
  const clock = new FakeClock()
  const luck = { value: 0.5 }
  const frames: AgentServerFrame[] = []
  const states: string[] = []
  const socket = new AgentSocket(
    { url: 'ws://ccc/v1/agent/socket', dial: network.dial, clock, random: () => luck.value },
    { hello: () => hello, onFrame: (got) => frames.push(got), onConnection: ({ status }) => states.push(status) },
  )
  const greet = () => {
    network.line.open()
    network.line.say(welcome)
  }
  const online = () => {
    socket.open()
    greet()
  }
  const fatal = (code: ErrorCode) => network.line.say({ t: 'error', error: new CccError(code).toWire(), fatal: true })
  return { network, clock, luck, frames, states, socket, greet, online, fatal }
}

describe('connecting', () => {
  test('says hello with the positions, and is online with the welcome', () => {
    const { network, socket, states, frames } = setUp()
    socket.open()
    expect(network.line.url).toBe('ws://ccc/v1/agent/socket')
    expect(network.line.frames).toEqual([])
    network.line.open()
    expect(network.line.frames).toEqual([hello])
    expect(socket.post({ t: 'ping' })).toBe(false)
    network.line.say(welcome)
    expect([states, frames]).toEqual([['connecting', 'online'], [welcome]])
    expect(socket.post({ t: 'ping' })).toBe(true)
  })

  test('gives up on a server that says no welcome', () => {
    const { network, clock, socket } = setUp()
    socket.open()
    network.line.open()
    clock.advance(9_999)
    expect(network.line.isOpen).toBe(true)
    clock.advance(1)
    expect(network.line.isOpen).toBe(false)
    clock.advance(250)
    expect(network.lines).toHaveLength(2)
  })

  test('ends for good with close()', () => {
    const { network, clock, online, socket } = setUp()
    online()
    socket.close()
    clock.advance(600_000)
    socket.wake()
    socket.networkChanged(true)
    socket.retry()
    expect(network.lines.map(({ isOpen }) => isOpen)).toEqual([false])
    expect(socket.connection.status).toBe('idle')
  })
})

describe('reconnecting', () => {
  test('P9 waits longer and longer, and from the beginning after a connection that lasted', () => {
    const { network, clock, socket, greet } = setUp()
    socket.open()
    const wait = () => {
      const [before, since] = [network.lines.length, clock.now()]
      network.line.break()
      while (network.lines.length === before) clock.advance(50)
      return clock.now() - since
    }
    expect([wait(), wait(), wait(), wait()]).toEqual([250, 500, 1_000, 2_000])
    greet()
    expect(wait()).toBe(4_000)
    greet()
    clock.advance(10_000)
    expect(wait()).toBe(250)
  })

  test('P9 waits at random, never longer than 15 s', () => {
    const { network, clock, luck, socket } = setUp()
    socket.open()
    luck.value = 0.999
    for (let attempt = 0; attempt < 20; attempt += 1) {
      network.line.break()
      const tried = network.lines.length
      const brokenAt = clock.now()
      while (network.lines.length === tried) clock.advance(100)
      expect(clock.now() - brokenAt).toBeLessThanOrEqual(15_000)
    }
  })

  test('asks a quiet connection whether it lives, and keeps it when it answers', () => {
    const { network, clock, online, frames } = setUp()
    online()
    clock.advance(20_000)
    expect(network.line.frames.at(-1)).toEqual({ t: 'ping' })
    network.line.say({ t: 'pong' })
    clock.advance(19_999)
    expect(network.lines).toHaveLength(1)
    expect(frames).toEqual([welcome])
  })

  test('drops a connection that does not answer within 10 s', () => {
    const { network, clock, online, states } = setUp()
    online()
    clock.advance(20_000)
    clock.advance(10_000)
    expect([network.line.isOpen, states.at(-1)]).toEqual([false, 'reconnecting'])
  })

  test('connects at once when the page is seen again; one that seems alive has 4 s to prove it', () => {
    const { network, clock, online, socket, luck } = setUp()
    online()
    luck.value = 0.999
    socket.wake()
    expect(network.line.frames.at(-1)).toEqual({ t: 'ping' })
    clock.advance(4_000)
    expect(network.lines.map(({ isOpen }) => isOpen)).toEqual([false])
    socket.wake()
    expect(network.lines).toHaveLength(2)
  })

  test('says offline while there is no network, and connects at once when there is one', () => {
    const { network, clock, online, socket, luck } = setUp()
    online()
    luck.value = 0.999
    socket.networkChanged(false)
    expect(socket.connection.status).toBe('online')
    clock.advance(4_000)
    expect(socket.connection.status).toBe('offline')
    socket.networkChanged(true)
    expect(network.lines).toHaveLength(2)
    expect(socket.connection.status).toBe('reconnecting')
  })

  test('ignores what an abandoned line still says', () => {
    const { network, clock, online, socket, frames } = setUp()
    online()
    const old = network.line
    socket.resync()
    old.open()
    old.say(frame(texts(1, 2), true))
    old.break()
    expect([frames, old.frames]).toEqual([[welcome], [hello]])
    clock.advance(250)
    expect(network.lines).toHaveLength(2)
  })
})

describe('what the server says', () => {
  test.each(['nonsense', '{"t":"entries"}', '{"t":"unheard-of"}', ''])('%p is dropped with the connection', (bad) => {
    const { network, online, frames, socket } = setUp()
    online()
    network.line.say(bad)
    expect([frames, socket.connection.status]).toEqual([[welcome], 'reconnecting'])
  })

  test('what only a newer version knows is unknown, not an error', () => {
    const { network, online, frames } = setUp()
    online()
    const entry = { ...texts(1, 1)[0], body: { kind: 'hologram' } }
    network.line.say(JSON.stringify({ t: 'entries', sessionId: 's1', reset: true, entries: [entry] }))
    expect(frames.at(-1)).toMatchObject({ entries: [{ seq: 1, body: { kind: 'unknown' } }] })
  })

  test.each(['UNAUTHENTICATED', 'WRONG_AUDIENCE', 'PROTOCOL_VERSION', 'SOCKET_REPLACED'] as const)(
    '%s is final until asked again',
    (code) => {
      const { network, clock, online, fatal, socket } = setUp()
      online()
      fatal(code)
      clock.advance(600_000)
      socket.wake()
      expect(socket.connection).toMatchObject({ status: 'failed', error: { code } })
      expect(network.lines).toHaveLength(1)
      socket.retry()
      expect(network.lines).toHaveLength(2)
    },
  )

  test.each(['SERVER_STOPPING', 'SLOW_CONSUMER', 'INTERNAL'] as const)('%s is tried again', (code) => {
    const { network, clock, online, fatal } = setUp()
    online()
    fatal(code)
    clock.advance(250)
    expect(network.lines).toHaveLength(2)
  })

  test('an error that is not fatal is handed on', () => {
    const { network, online, frames, socket } = setUp()
    online()
    network.line.say({ t: 'error', error: { code: 'FRAME_INVALID', zh: '', en: '' }, fatal: false })
    expect([frames.at(-1)?.t, socket.connection.status]).toEqual(['error', 'online'])
  })
})
