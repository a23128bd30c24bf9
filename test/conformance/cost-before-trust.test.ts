import { connect, type Socket } from 'node:net'
import { CustomerServerFrame } from '@ccc-store/core/protocol'
import {
  type CustomerSocket,
  loginCustomer,
  type MockServer,
  type MockServerOptions,
  openCustomerSocket,
  post,
  startMockServer,
  TestSocket,
} from '@ccc-store/mock-server'
import { DEFAULT_LIMITS, DEMO, SOCKET_CAPS } from '@ccc-store/server'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { textFrame } from '../bench/abuse/attacker'
import { FakeClock } from '../clock/fake-clock'
import { customer, say } from './desk'

let mock: MockServer
let clock: FakeClock

const restart = async (options: MockServerOptions) => {
  await mock.close()
  mock = await startMockServer({ agent: false, clock, ...options })
}
beforeEach(async () => {
  clock = new FakeClock()
  mock = await startMockServer({ agent: false, clock })
})
afterEach(() => mock.close())

const stranger = (): Promise<CustomerSocket> =>
  TestSocket.open(`${mock.serverUrl}/v1/customer/socket`, CustomerServerFrame)

/** A connection of its own making, upgraded. */
async function rawSocket(): Promise<Socket> {
  const { hostname, port, host } = new URL(mock.serverUrl)
  const socket = connect({ host: hostname, port: Number(port) })
  const headers = [
    'GET /v1/customer/socket HTTP/1.1',
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==',
  ]
  socket.write(`${headers.join('\r\n')}\r\n\r\n`)
  await new Promise((resolve) => socket.once('data', resolve))
  return socket
}

const ended = (socket: Socket) =>
  new Promise<string>((resolve) => {
    let text = ''
    socket.on('data', (data) => {
      text += data.toString('latin1')
    })
    socket.on('error', () => {}).on('close', () => resolve(text))
  })

describe('frames before anybody is logged in', () => {
  test('pings do not set the count of garbage back', async () => {
    const socket = await stranger()
    for (let i = 0; i < 15; i += 1) {
      socket.sendText('x')
      socket.send({ t: 'ping' })
    }
    expect(await socket.closed).toBe(1008)
  })

  test('pings alone are not enough to stay', async () => {
    const socket = await stranger()
    for (let i = 0; i < 30; i += 1) socket.send({ t: 'ping' })
    expect(await socket.closed).toBe(1008)
    expect(socket.frames.at(-1)).toMatchObject({ t: 'error', fatal: true, error: { code: 'HELLO_EXPECTED' } })
  })

  test('a frame that is larger than any hello is cut off before it is whole', async () => {
    const socket = await rawSocket()
    const end = ended(socket)
    // a third of a frame of 60 KB
    socket.write(textFrame('x'.repeat(60_000)).subarray(0, 21_000))
    expect(await end).toContain('FRAME_TOO_LARGE')
  })

  test('so are the fragments of a frame that never ends', async () => {
    const socket = await rawSocket()
    const end = ended(socket)
    const first = textFrame('x'.repeat(5_000))
    // text, not the last fragment; then continuations
    first[0] = 0x01
    socket.write(first)
    for (let i = 0; i < 4; i += 1) {
      const next = textFrame('x'.repeat(5_000))
      next[0] = 0x00
      socket.write(next)
    }
    expect(await end).toContain('FRAME_TOO_LARGE')
  })

  test('the hello of a full desk is not too large; who is logged in may send more at once', async () => {
    const zoe = await customer(mock, 'zoe')
    for (let i = 0; i < 8; i += 1) expect(await zoe.command(say('字'.repeat(4_000)))).toMatchObject({ t: 'ack' })
  })
})

describe('how many sockets may be open', () => {
  test('the oldest socket of a person gives way to one too many', async () => {
    await restart({ sockets: { ...SOCKET_CAPS, perCustomer: 2 } })
    const { token } = await loginCustomer(mock.serverUrl, mock, 'zoe')
    const open = () => openCustomerSocket(mock.serverUrl, { token, ivrId: DEMO.ivrId })
    const [first, second, third] = [await open(), await open(), await open()]
    expect(await first.closed).toBe(1008)
    expect(first.frames.at(-1)).toMatchObject({ fatal: true, error: { code: 'SOCKET_REPLACED' } })
    for (const socket of [second, third]) expect(await socket.command(say('hier'))).toMatchObject({ t: 'ack' })
    // another customer's are their own
    expect(await (await customer(mock, 'max')).command(say('ich'))).toMatchObject({ t: 'ack' })
  })

  test.each([
    ['from one address', { perAddress: 3 }],
    ['in total', { total: 3 }],
  ])('%s: what is too many is refused before it is a socket, until one has gone', async (_, caps) => {
    await restart({ sockets: { ...SOCKET_CAPS, ...caps } })
    const zoe = await customer(mock, 'zoe')
    await customer(mock, 'max')
    await customer(mock, 'ida')
    await expect(stranger()).rejects.toThrow('429')
    await zoe.close()
    expect(await customer(mock, 'zoe')).toBeDefined()
  })

  test('strangers are few; who says hello makes room for the next', async () => {
    await restart({ sockets: { ...SOCKET_CAPS, strangersPerAddress: 2 } })
    for (const user of ['a', 'b', 'c', 'd']) await customer(mock, user)
    await stranger()
    await stranger()
    await expect(stranger()).rejects.toThrow('429')
    clock.advance(10_000)
    expect(await customer(mock, 'e')).toBeDefined()
  })

  test('a client that never answers the close is cut off', async () => {
    const socket = await rawSocket()
    const end = ended(socket)
    clock.advance(10_000)
    await new Promise((resolve) => socket.once('data', resolve))
    clock.advance(5_000)
    expect(await end).toContain('HELLO_EXPECTED')
  })
})

describe('speed', () => {
  test('a socket that sends faster than anybody is read no faster, and nothing of it is lost', async () => {
    await restart({ limits: { ...DEFAULT_LIMITS, framesPerSocket: { points: 5, seconds: 1 } } })
    const zoe = await customer(mock, 'zoe')
    const pongs = () => zoe.frames.filter(({ t }) => t === 'pong').length
    for (let i = 0; i < 10; i += 1) zoe.send({ t: 'ping' })
    // the hello was the first of five
    await zoe.next(() => pongs() === 4)
    // a round trip on another socket: there was time to read more
    await (await customer(mock, 'max')).command(say('x'))
    expect(pongs()).toBe(4)
    clock.advance(1_000)
    await zoe.next(() => pongs() === 9)
    clock.advance(1_000)
    await zoe.next(() => pongs() === 10)
  })

  test('a body that does not come is cut off, with a reason', async () => {
    const { hostname, port, host } = new URL(mock.serverUrl)
    const socket = connect({ host: hostname, port: Number(port) })
    const end = ended(socket)
    const head = `POST /v1/agent/login HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n`
    socket.write(`${head}{"account"`)
    // the head has arrived when another request is answered
    await post(`${mock.serverUrl}/v1/agent/login`, { account: 'a', password: 'b' })
    clock.advance(10_000)
    expect(await end).toContain('BODY_TOO_SLOW')
  })

  test.each([
    ['GET', '/healthz', 'application/json'],
    ['POST', '/v1/customer/login', 'multipart/form-data; boundary=x'],
  ])('%s %s, answered before its body comes, loses its connection and harms nobody', async (method, path, type) => {
    const { hostname, port, host } = new URL(mock.serverUrl)
    const socket = connect({ host: hostname, port: Number(port) })
    const end = ended(socket)
    socket.write(`${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: ${type}\r\nContent-Length: 100\r\n\r\n`)
    await new Promise((resolve) => socket.once('data', resolve))
    clock.advance(10_000)
    await end
    expect((await fetch(`${mock.serverUrl}/healthz`)).status).toBe(200)
  })

  test('a body larger than any request needs is refused', async () => {
    const answer = await post(`${mock.serverUrl}/v1/agent/login`, { account: 'x'.repeat(100_000), password: 'b' })
    expect(answer).toMatchObject({ status: 413, body: { error: { code: 'FRAME_TOO_LARGE' } } })
  })
})
