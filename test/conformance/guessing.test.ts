import { type MockServer, startMockServer } from '@ccc-store/mock-server'
import { DEFAULT_LIMITS } from '@ccc-store/server'
import { afterEach, describe, expect, test } from '@jest/globals'

/* Every request here comes from loopback, which is the trusted proxy of some tests: it says from whom it asks. */

let mock: MockServer
afterEach(() => mock.close())

const start = async (trustedProxies: readonly string[], limits: Partial<typeof DEFAULT_LIMITS> = {}) => {
  mock = await startMockServer({ agent: false, trustedProxies, limits: { ...DEFAULT_LIMITS, ...limits } })
}

async function login(role: 'agent' | 'admin', account: string, password: string, from: string): Promise<number> {
  const response = await fetch(`${mock.serverUrl}/v1/${role}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    body: JSON.stringify({ account, password }),
  })
  return response.status
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
})
