import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type MockServer, startMockServer } from '@ccc-store/mock-server'
import { DEFAULT_LIMITS, SOCKET_CAPS } from '@ccc-store/server'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import WebSocket from 'ws'
import { FakeClock } from '../clock/fake-clock'

/* Every request here comes from loopback, which is the trusted proxy of some tests: it says from whom it asks. */

const DAY_MS = 86_400_000

let mock: MockServer
let dataDir: string
let clock: FakeClock
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'ccc-guessing-'))
  clock = new FakeClock()
})
afterEach(async () => {
  await mock.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const start = async (trustedProxies: readonly string[], limits: Partial<typeof DEFAULT_LIMITS> = {}) => {
  mock = await startMockServer({
    agent: false,
    trustedProxies,
    limits: { ...DEFAULT_LIMITS, ...limits },
    sockets: { ...SOCKET_CAPS, perAddress: 1 },
    dataDir,
    clock,
  })
}

const postFrom = (from: string, path: string, body: object) =>
  fetch(`${mock.serverUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    body: JSON.stringify(body),
  })

async function login(role: 'agent' | 'admin', account: string, password: string, from: string): Promise<number> {
  return (await postFrom(from, `/v1/${role}/login`, { account, password })).status
}
const guess = (account: string, from: string) => login('agent', account, 'guess', from)

describe('X-Forwarded-For', () => {
  test('is believed from nobody who is not a trusted proxy: other addresses are no way around a limit', async () => {
    await start([], { staffLoginPerAddress: { points: 3, seconds: 60 } })
    const answers = []
    for (let i = 0; i < 5; i += 1) answers.push(await guess(`account-${i}`, `10.0.0.${i}`))
    expect(answers).toEqual([401, 401, 401, 429, 429])
  })

  test('is believed from a trusted proxy', async () => {
    await start(['127.0.0.1'], { staffLoginPerAddress: { points: 1, seconds: 60 } })
    expect(await guess('one', '10.0.0.1')).toBe(401)
    expect(await guess('one', '10.0.0.1')).toBe(429)
    expect(await guess('one', '10.0.0.2')).toBe(401)
  })
})

describe('wrong passwords', () => {
  test('from one address lock the account out there, and its owner nowhere else', async () => {
    await start(['127.0.0.1'])
    const [agent] = mock.agents
    for (let i = 0; i < 10; i += 1) expect(await guess(agent.account, '6.6.6.6')).toBe(401)
    expect(await login('agent', agent.account, agent.password, '6.6.6.6')).toBe(429)
    expect(await login('agent', agent.account, agent.password, '10.0.0.1')).toBe(200)
  })

  test('at the door of the agents do not lock the administrator', async () => {
    await start(['127.0.0.1'])
    for (let i = 0; i < 11; i += 1) await guess('admin', '6.6.6.6')
    expect(await guess('admin', '6.6.6.6')).toBe(429)
    expect(await login('admin', mock.admin.account, mock.admin.password, '6.6.6.6')).toBe(200)
  })

  test('from everywhere are bounded, and do not keep the owner from where they logged in before', async () => {
    await start(['127.0.0.1'], { staffLoginPerAccount: { points: 5, seconds: 3_600 } })
    const [agent] = mock.agents
    expect(await login('agent', agent.account, agent.password, '10.0.0.1')).toBe(200)
    const answers = []
    for (let i = 0; i < 7; i += 1) answers.push(await guess(agent.account, `6.6.6.${i}`))
    expect(answers).toEqual([401, 401, 401, 401, 401, 429, 429])
    expect(await login('agent', agent.account, agent.password, '10.0.0.2')).toBe(429)
    expect(await login('agent', agent.account, agent.password, '10.0.0.1')).toBe(200)
  })

  test('are all that counts: logging in again and again locks nobody out', async () => {
    await start(['127.0.0.1'], { staffLoginPerAccount: { points: 3, seconds: 60 } })
    const [agent] = mock.agents
    for (let i = 0; i < 15; i += 1) expect(await login('agent', agent.account, agent.password, '10.0.0.1')).toBe(200)
  })

  test('from everywhere do not keep the owner out after a restart either, until 90 days after the last log-in', async () => {
    const limits = { staffLoginPerAccount: { points: 2, seconds: 3_600 } }
    await start(['127.0.0.1'], limits)
    const before = mock.agents[0]
    expect(await login('agent', before.account, before.password, '10.0.0.1')).toBe(200)
    for (const { days, status } of [
      { days: 89, status: 200 },
      { days: 91, status: 429 },
    ]) {
      await mock.close()
      clock.advance(days * DAY_MS)
      await start(['127.0.0.1'], limits)
      // the demo gives its agents new passwords at each start
      const { account, password } = mock.agents[0]
      expect(account).toBe(before.account)
      for (let i = 0; i < 3; i += 1) await guess(account, `6.6.6.${i}`)
      expect(await login('agent', account, password, '10.0.0.1')).toBe(status)
    }
  })

  test('of a neighbour do not keep out an account that has logged in there before', async () => {
    await start(['127.0.0.1'], { staffLoginPerAddress: { points: 15, seconds: 60 } })
    const [one, two] = mock.agents
    const { admin } = mock
    expect(await login('agent', one.account, one.password, '10.0.0.1')).toBe(200)
    expect(await login('agent', two.account, two.password, '10.0.0.1')).toBe(200)
    for (let i = 0; i < 12; i += 1) expect(await guess(one.account, '10.0.0.1')).toBe(401)
    expect(await login('agent', one.account, one.password, '10.0.0.1')).toBe(200)
    for (let i = 0; i < 16; i += 1) await guess(`nobody-${i}`, '10.0.0.1')
    expect(await guess('nobody', '10.0.0.1')).toBe(429)
    expect(await login('agent', one.account, one.password, '10.0.0.1')).toBe(200)
    expect(await login('agent', two.account, two.password, '10.0.0.1')).toBe(200)
    // never logged in there, and yet: the doors of the two roles count apart
    expect(await login('admin', admin.account, admin.password, '10.0.0.1')).toBe(200)
  })

  test('where an account has logged in before bring waits of seconds, and never unlimited guesses', async () => {
    await start(['127.0.0.1'])
    const { account, password } = mock.agents[0]
    expect(await login('agent', account, password, '10.0.0.1')).toBe(200)
    for (let i = 0; i < 20; i += 1) expect(await guess(account, '10.0.0.1')).toBe(401)
    const refusal = await postFrom('10.0.0.1', '/v1/agent/login', { account, password })
    expect({ status: refusal.status, wait: refusal.headers.get('retry-after') }).toEqual({ status: 429, wait: '1' })
    clock.advance(1_000)
    expect(await guess(account, '10.0.0.1')).toBe(401)
    expect(await guess(account, '10.0.0.1')).toBe(429)
    clock.advance(2_000)
    expect(await login('agent', account, password, '10.0.0.1')).toBe(200)
    expect(await login('agent', account, password, '10.0.0.1')).toBe(200)
  })

  test('count by address, right ones do not: a whole office can log in for the first time', async () => {
    await start(['127.0.0.1'], { staffLoginPerAddress: { points: 1, seconds: 60 } })
    for (const { account, password } of mock.agents) {
      expect(await login('agent', account, password, '10.0.0.1')).toBe(200)
    }
  })

  test('sent all at once count like those sent one by one', async () => {
    await start(['127.0.0.1'])
    const { account, password } = mock.agents[0]
    const burst = async (from: string, count: number) => {
      const answers = await Promise.all(Array.from({ length: count }, () => guess(account, from)))
      return answers.filter((status) => status === 401).length
    }
    expect(await burst('6.6.6.6', 15)).toBe(10)
    expect(await login('agent', account, password, '10.0.0.1')).toBe(200)
    expect(await burst('10.0.0.1', 25)).toBe(20)
  })

  test('only the latest 20 addresses of an account are remembered', async () => {
    await start(['127.0.0.1'], { staffLoginPerAccount: { points: 1, seconds: 3_600 } })
    const { account, password } = mock.agents[0]
    for (let i = 0; i <= 20; i += 1) {
      expect(await login('agent', account, password, `10.0.0.${i}`)).toBe(200)
      clock.advance(1_000)
    }
    await guess(account, '6.6.6.6')
    expect(await login('agent', account, password, '10.0.0.0')).toBe(429)
    expect(await login('agent', account, password, '10.0.0.1')).toBe(200)
  })
})

describe('the addresses of one IPv6 network count as one', () => {
  const HERE = ['2001:db8:0:1::1', '2001:db8:0:1:ffff::2'] as const
  const ELSEWHERE = '2001:db8:0:2::1'

  test('for wrong passwords, and as known ones', async () => {
    await start(['127.0.0.1'], { staffLoginPerAddress: { points: 1, seconds: 60 } })
    const { account, password } = mock.agents[0]
    expect(await guess(account, HERE[0])).toBe(401)
    expect(await guess(account, HERE[1])).toBe(429)
    expect(await login('agent', account, password, ELSEWHERE)).toBe(200)
    expect(await guess('nobody', '2001:db8:0:2::2')).toBe(401)
    expect(await login('agent', account, password, '2001:db8:0:2::3')).toBe(200)
  })

  test('for log-ins of customers', async () => {
    await start(['127.0.0.1'], { customerLoginPerAddress: { points: 1, seconds: 60 } })
    const answers = []
    for (const from of [...HERE, ELSEWHERE, '::ffff:10.0.0.1', '10.0.0.1']) {
      const body = { sdkAppId: mock.sdkAppId, jsCode: 'stale' }
      answers.push((await postFrom(from, '/v1/customer/login', body)).status === 429)
    }
    expect(answers).toEqual([false, true, false, false, true])
  })

  test('for sockets', async () => {
    await start(['127.0.0.1'])
    const url = `${mock.serverUrl.replace('http', 'ws')}/v1/customer/socket`
    const open = (from: string) =>
      new Promise<number>((resolve, reject) => {
        const socket = new WebSocket(url, { headers: { 'x-forwarded-for': from } })
        socket.once('upgrade', ({ statusCode = 0 }) => resolve(statusCode))
        socket.once('unexpected-response', (_, { statusCode = 0 }) => resolve(statusCode))
        socket.on('error', reject)
      })
    expect(await open(HERE[0])).toBe(101)
    expect(await open(HERE[1])).toBe(429)
    expect(await open(ELSEWHERE)).toBe(101)
  })
})
