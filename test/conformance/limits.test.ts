import { loginCustomer, type MockServer, openCustomerSocket, post, startMockServer } from '@ccc-store/mock-server'
import { DEFAULT_LIMITS, DEMO, readSettings, serve } from '@ccc-store/server'
import { afterEach, describe, expect, test } from '@jest/globals'
import { temporaryFolder } from '../temporary-folder'
import { customer, entriesOf, say, textsOf } from './desk'
import { upload } from './files'
import { ServerProcess } from './server-process'

let mock: MockServer
afterEach(() => mock.close())

const start = async (limits: Partial<typeof DEFAULT_LIMITS>) => {
  mock = await startMockServer({ agent: false, limits: { ...DEFAULT_LIMITS, ...limits } })
}

describe('limits', () => {
  test('a customer who sends too much is refused with the time to wait, and nothing is written', async () => {
    await start({ commandsPerCustomer: { points: 2, seconds: 30 } })
    const zoe = await customer(mock, 'zoe')
    await zoe.command(say('one'))
    await zoe.command(say('two'))
    const refusal = await zoe.command(say('three'))
    expect(refusal).toMatchObject({
      t: 'nack',
      error: { code: 'RATE_LIMITED', en: expect.stringMatching(/30 seconds/), retry: true },
    })
    const wait = refusal.t === 'nack' ? refusal.error.retryAfterMs : 0
    expect(wait).toBeGreaterThan(25_000)
    expect(wait).toBeLessThanOrEqual(30_000)
    const other = await customer(mock, 'max')
    expect(await other.command(say('mine'))).toMatchObject({ t: 'ack' })
    expect(textsOf(entriesOf(zoe.frames))).not.toContain('three')
  })

  test('pages of the log are refused when they are asked for faster than anybody reads; the socket stays', async () => {
    await start({ historyPerPerson: { points: 3, seconds: 30 } })
    const zoe = await customer(mock, 'zoe')
    await zoe.command({ t: 'enter' })
    for (let page = 0; page < 3; page += 1) zoe.send({ t: 'history', before: 3 })
    expect(await zoe.next((frame) => frame.t === 'error')).toMatchObject({
      fatal: false,
      error: { code: 'RATE_LIMITED' },
    })
    expect(await zoe.command(say('still here'))).toMatchObject({ t: 'ack' })
  })

  test('coming back from a position counts as the ten pages that it may bring', async () => {
    await start({ historyPerPerson: { points: 12, seconds: 30 } })
    const zoe = await customer(mock, 'zoe')
    const [welcome] = zoe.frames
    const position = { epoch: welcome?.t === 'welcome' ? welcome.epoch : '', seq: 0 }
    const hello = { t: 'hello', v: 1, token: zoe.token, ivrId: DEMO.ivrId, position }
    zoe.send(hello)
    await zoe.next((frame) => frame.t === 'welcome' && frame.mode === 'resume')
    zoe.send(hello)
    expect(await zoe.next((frame) => frame.t === 'error')).toMatchObject({ error: { code: 'RATE_LIMITED' } })
  })

  test('P2 a message refused for its haste can be sent again under its id', async () => {
    await start({ commandsPerCustomer: { points: 1, seconds: 1 } })
    const zoe = await customer(mock, 'zoe')
    await zoe.command({ t: 'enter' })
    let answer = await zoe.commandWithId('m1', say('late'))
    expect(answer).toMatchObject({ t: 'nack' })
    while (answer.t === 'nack') answer = await zoe.commandWithId('m1', say('late'))
    expect(answer).toMatchObject({ t: 'ack' })
  })

  test('downloads from one address are counted, whole ones, parts and those with a wrong link', async () => {
    await start({ downloadsPerAddress: { points: 3, seconds: 60 } })
    const { token } = await customer(mock, 'zoe')
    const { url = '' } = await upload(mock.serverUrl, 'customer', token, 'file')
    const get = async (path: string, headers = {}) => (await fetch(`${mock.serverUrl}${path}`, { headers })).status
    expect(await get(url)).toBe(200)
    expect(await get(url, { range: 'bytes=0-1' })).toBe(206)
    expect(await get(`/v1/files/${'x'.repeat(24)}?e=1&s=x`)).toBe(403)
    expect(await get(url)).toBe(429)
  })

  test('guessing passwords ends soon, with Retry-After; other accounts still log in', async () => {
    await start({ staffLoginPerAccountHere: { points: 2, seconds: 60 } })
    const url = `${mock.serverUrl}/v1/agent/login`
    const guess = () => post(url, { account: 'agent1', password: 'guess' })
    expect([await guess(), await guess()]).toMatchObject([{ status: 401 }, { status: 401 }])
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'agent1', password: mock.agents[0].password }),
    })
    expect(response.status).toBe(429)
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(50)
    const { account, password } = mock.agents[1]
    expect(await post(url, { account, password })).toMatchObject({ status: 200 })
  })

  test('and how long a flow waits are as the settings say', async () => {
    await start({})
    const { centre } = await serve({
      settings: readSettings({
        CCC_DATA_DIR: temporaryFolder(),
        CCC_PORT: '0',
        CCC_LOG_LEVEL: 'silent',
        CCC_FLOW_IDLE_HOURS: '3',
        CCC_LIMIT_CUSTOMER_UPLOAD_MB: '7',
      }),
      onFirstAdministrator() {},
    })
    expect(centre.context).toMatchObject({ flowIdleMs: 3 * 3_600_000, uploads: { customer: 7 * 1_048_576 } })
    await centre.close()
  })

  test.each([
    ['3/30', ['ack', 'ack', 'ack', 'nack']],
    ['0', ['ack', 'ack', 'ack', 'ack']],
  ])('are the operator’s: CCC_LIMIT_COMMANDS=%s', async (limit, answers) => {
    await start({})
    const server = await ServerProcess.start({
      CCC_DATA_DIR: temporaryFolder(),
      CCC_DEMO: 'true',
      CCC_WECHAT_URL: mock.wechatUrl,
      CCC_LIMIT_COMMANDS: limit,
    })
    try {
      const { token } = await loginCustomer(server.url, mock, 'zoe')
      const zoe = await openCustomerSocket(server.url, { token, ivrId: DEMO.ivrId })
      const got = []
      for (const text of ['one', 'two', 'three', 'four']) got.push((await zoe.command(say(text))).t)
      expect(got).toEqual(answers)
    } finally {
      await server.stop()
    }
  })
})
