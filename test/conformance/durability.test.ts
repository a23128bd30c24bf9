import { createServer } from 'node:net'
import {
  loginAgent,
  loginCustomer,
  type MockServer,
  openAgentSocket,
  openCustomerSocket,
  startMockServer,
} from '@ccc-store/mock-server'
import { DEMO } from '@ccc-store/server'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { temporaryFolder } from '../temporary-folder'
import { backdateTimers } from './backdate-timers'
import { deskOf, entriesOf, ringing, say, textsOf } from './desk'
import { ServerProcess } from './server-process'

const { ivrId } = DEMO
/** only its fake WeChat is used here: it outlives the killed servers, as WeChat does */
let mock: MockServer
let dataDir: string
let running: ServerProcess[]

beforeAll(async () => {
  mock = await startMockServer({ agent: false })
})
afterAll(() => mock.close())
beforeEach(() => {
  dataDir = temporaryFolder()
  running = []
})
afterEach(async () => {
  await Promise.all(running.map((server) => server.kill().catch(() => {})))
})

const start = async (env: Record<string, string> = {}) => {
  const server = await ServerProcess.start({
    CCC_DATA_DIR: dataDir,
    CCC_DEMO: 'true',
    CCC_WECHAT_URL: mock.wechatUrl,
    ...env,
  })
  running.push(server)
  return server
}
const kill = async (server: ServerProcess) => {
  running.splice(running.indexOf(server), 1)
  await server.kill()
}

describe('kill -9', () => {
  test('P1 what was acknowledged is there; P2 what was not is sent again and is there once', async () => {
    const first = await start()
    const { token } = await loginCustomer(first.url, mock, 'zoe')
    const zoe = await openCustomerSocket(first.url, { token, ivrId })
    const ids = Array.from({ length: 80 }, (_, i) => `m${i}`)
    const acked = new Map<string, number>()
    zoe.onFrame((frame) => {
      if (frame.t === 'ack' && frame.seq !== undefined) acked.set(frame.id, frame.seq)
    })
    const send = (id: string) => zoe.send({ ...say(`text of ${id}`), id })
    ids.slice(0, 40).forEach(send)
    await zoe.next((frame) => frame.t === 'ack' && frame.id === 'm20')
    // these are on their way when the server dies
    ids.slice(40).forEach(send)
    await kill(first)
    const before = new Map(acked)
    expect(before.size).toBeGreaterThan(20)
    expect(before.size).toBeLessThan(80)

    const second = await start()
    const again = await openCustomerSocket(second.url, { token, ivrId })
    for (const id of ids) {
      const ack = await again.commandWithId(id, say(`text of ${id}`))
      const seq = ack.t === 'ack' ? ack.seq : undefined
      expect(seq).toEqual(before.get(id) ?? expect.any(Number))
    }
    const log = []
    for (let before = 10_000; before > 1; before = log[0]?.seq ?? 0) {
      again.send({ t: 'history', before })
      const from = again.frames.length
      const page = await again.next((frame) => frame.t === 'history', from)
      log.unshift(...(page.t === 'history' ? page.entries : []))
    }
    const own = log.filter((entry) => entry.clientId !== undefined)
    expect(log.map((entry) => entry.seq)).toEqual(log.map((_, i) => i + 1))
    expect(own.map((entry) => entry.clientId)).toEqual(ids)
    for (const entry of own) {
      if (before.has(entry.clientId ?? '')) expect(entry.seq).toBe(before.get(entry.clientId ?? ''))
    }
  })

  test('P5 P9 a session, its agent and the queue are as they were', async () => {
    const first = await start()
    const login = await loginAgent(first.url, first.agents[0])
    const agent = await openAgentSocket(first.url, login)
    await agent.command({ t: 'status', status: 'online' })
    const customers = await Promise.all(['zoe', 'max'].map((user) => loginCustomer(first.url, mock, user)))
    for (const { token } of customers) {
      const socket = await openCustomerSocket(first.url, { token, ivrId })
      await socket.command(say('hi'))
      await socket.command(say('人工'))
    }
    const sessionId = await ringing(agent)
    await agent.command({ t: 'accept', sessionId })
    await agent.command({ ...say('您好'), sessionId })
    await kill(first)

    const second = await start()
    const desk = await openAgentSocket(second.url, { ...login, positions: {} })
    expect(deskOf(desk.frames[0] ?? { t: 'pong' })).toMatchObject({
      status: 'online',
      sessions: [{ sessionId, phase: 'serving' }],
      queues: [{ waiting: 1 }],
    })
    const states = []
    for (const { token } of customers) {
      const socket = await openCustomerSocket(second.url, { token, ivrId })
      const [welcome] = socket.frames
      states.push(welcome?.t === 'welcome' ? welcome.state : undefined)
      if (states.length === 1) expect(textsOf(entriesOf(socket.frames))).toContain('您好')
    }
    expect(states).toMatchObject([{ phase: 'serving' }, { phase: 'queued', waitNo: 0 }])
  })

  test('P7 a timer that fell due while no server ran fires at the next start, once', async () => {
    const first = await start()
    const login = await loginAgent(first.url, first.agents[0])
    const agent = await openAgentSocket(first.url, login)
    await agent.command({ t: 'status', status: 'online' })
    const { token } = await loginCustomer(first.url, mock, 'zoe')
    const zoe = await openCustomerSocket(first.url, { token, ivrId })
    await zoe.command(say('hi'))
    await zoe.command(say('人工'))
    const sessionId = await ringing(agent)
    await kill(first)
    backdateTimers(dataDir)

    const second = await start()
    const desk = await openAgentSocket(second.url, login)
    await desk.next((frame) => deskOf(frame)?.status === 'away' && deskOf(frame)?.sessions.length === 0)
    expect(await desk.command({ t: 'accept', sessionId })).toMatchObject({ error: { code: 'SESSION_NOT_RINGING' } })
  })
})

describe('starting', () => {
  test('an empty folder gets a first administrator, whose password is shown once', async () => {
    const first = await start()
    expect(first.startText).toMatch(/account admin, password \S{16}\nSecret to sign openids .*: \S{43}\n/)
    const password = /password (\S{16})/.exec(first.startText)?.[1]
    const login = await fetch(`${first.url}/v1/admin/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'admin', password }),
    })
    const { token } = JSON.parse(await login.text())
    const answer = await fetch(`${first.url}/v1/admin/overview`, { headers: { authorization: `Bearer ${token}` } })
    const overview = await answer.text()
    expect(JSON.parse(overview)).toMatchObject({ sdkAppId: DEMO.sdkAppId, flows: [{ ivrId: 'demo' }] })
    expect(overview).not.toContain(DEMO.miniProgram.secret)
    running.splice(0)
    expect(await first.stop()).toBe(0)
    const second = await start()
    expect(second.startText).not.toMatch(/Administrator|account admin|Secret/i)
  })

  test('the demo starts on a folder that was set up without it', async () => {
    const plain = await start({ CCC_DEMO: 'false' })
    running.splice(0)
    await plain.stop()
    const { url, agents } = await start()
    expect(await loginCustomer(url, mock, 'zoe')).toMatchObject({ token: expect.any(String) })
    expect(await loginAgent(url, agents[0])).toMatchObject({ token: expect.any(String) })
  })

  test('health and readiness answer', async () => {
    const { url } = await start()
    for (const path of ['/healthz', '/readyz']) expect((await fetch(url + path)).status).toBe(200)
    expect((await fetch(`${url}/nowhere`)).status).toBe(404)
  })

  test('the log tells what happened, but no word that was said and no secret', async () => {
    const server = await start({ CCC_LOG_LEVEL: 'trace' })
    const { url, agents } = server
    const { token: agentToken } = await loginAgent(url, agents[0])
    const agent = await openAgentSocket(url, { token: agentToken })
    await agent.command({ t: 'status', status: 'online' })
    const { token } = await loginCustomer(url, mock, 'zoe')
    const zoe = await openCustomerSocket(url, { token, ivrId })
    await zoe.command(say('customer-words'))
    await zoe.command(say('人工'))
    const sessionId = await ringing(agent)
    await agent.command({ t: 'accept', sessionId })
    await agent.command({ ...say('agent-words'), sessionId })
    await fetch(`${url}/v1/admin/overview`, { headers: { authorization: 'Bearer admin-token' } })
    zoe.sendText('{"t":"send","id":"x","content":"garbage-words"}')
    await zoe.command(say('more'))
    const text = server.log
    expect(text).toContain('/v1/customer/login')
    const secrets = [token, agentToken, 'admin-token', agents[0].password, DEMO.miniProgram.secret]
    for (const secret of [...secrets, 'customer-words', 'agent-words', 'garbage-words', '人工']) {
      expect(text).not.toContain(secret)
    }
  })

  test('a port in use, a folder in use, an unknown and a bad variable stop the start and say why', async () => {
    await start()
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address ? String(address.port) : ''
    const free = temporaryFolder()
    const cases: [Record<string, string>, string][] = [
      [{ CCC_DATA_DIR: free, CCC_PORT: port }, `PORT_IN_USE: Port ${port} is in use`],
      [{ CCC_DATA_DIR: dataDir, CCC_PORT: '0' }, 'DATA_IN_USE'],
      [{ CCC_DATA_DIR: '/dev/null/x', CCC_PORT: '0' }, 'DATA_UNUSABLE'],
      [{ CCC_PROT: '1' }, 'CONFIG_UNKNOWN: Unknown environment variable CCC_PROT. (→ CCC_PORT?)'],
      [{ CCC_PORT: 'http' }, 'CONFIG_INVALID: The environment variable CCC_PORT has a bad value: "http"'],
      [{ CCC_PORT: 'http', LANG: 'zh_CN.UTF-8' }, 'CONFIG_INVALID: 环境变量 CCC_PORT 的值无效'],
    ]
    for (const [env, text] of cases) {
      const end = await ServerProcess.runToEnd(env)
      expect(end).toEqual({ code: 1, text: expect.stringContaining(text) })
      expect(end.text).not.toMatch(/\n\s+at /)
    }
    other.close()
  })
})
