import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { loginAgent, loginCustomer, type MockServer, openCustomerSocket, startMockServer } from '@ccc-store/mock-server'
import { DEMO } from '@ccc-store/server'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { FakeClock } from '../clock/fake-clock'
import { temporaryFolder } from '../temporary-folder'
import { until } from '../tencent/centre'
import { customer, say } from './desk'
import { upload } from './files'
import { ServerProcess } from './server-process'

/** only its fake WeChat is used by the other processes */
let mock: MockServer
let running: ServerProcess | undefined
beforeAll(async () => {
  mock = await startMockServer({ agent: false })
})
afterAll(() => mock.close())
afterEach(async () => {
  await running?.kill()
  running = undefined
})

const start = async (dataDir: string, env: Record<string, string> = {}) => {
  running = await ServerProcess.start({
    CCC_DATA_DIR: dataDir,
    CCC_DEMO: 'true',
    CCC_WECHAT_URL: mock.wechatUrl,
    ...env,
  })
  return running
}

/** Asks for an upgrade where there is none. @returns when the server has answered */
function upgrade(url: string, path: string, token: string): Promise<void> {
  const { hostname, port, host } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port) })
  const headers = [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    `Authorization: Bearer ${token}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==',
  ]
  socket.write(`${headers.join('\r\n')}\r\n\r\n`)
  return new Promise((resolve) =>
    socket
      .on('error', () => {})
      .once('data', () => socket.destroy())
      .once('close', () => resolve()),
  )
}

describe('the log, at every level', () => {
  test('holds no token and no signature of a file, neither of uploads nor of upgrades that are refused', async () => {
    const server = await start(temporaryFolder(), { CCC_LOG_LEVEL: 'trace' })
    const { url } = server
    const { token } = await loginCustomer(url, mock, 'zoe')
    const { url: link = '' } = await upload(url, 'customer', token, 'image')
    const signature = new URL(link, url).searchParams.get('s') ?? ''
    expect(signature.length).toBeGreaterThan(20)
    await fetch(url + link)
    await fetch(`${url}/v1/nowhere${link}`)
    for (const path of [link, '/v1/customer/socket?token=in-a-query', '/healthz', '/nowhere?s=elsewhere']) {
      await upgrade(url, path, token)
    }
    await (await openCustomerSocket(url, { token, ivrId: DEMO.ivrId })).command(say('x'))
    expect(server.log).toContain('/v1/files/')
    for (const secret of [token, signature, 'in-a-query', 'elsewhere', 'Bearer o']) {
      expect(server.log).not.toContain(secret)
    }
  })
})

describe('the data folder', () => {
  const modeOf = (path: string) => statSync(path).mode & 0o777

  test('and all that is in it belongs to the process’s user alone', async () => {
    const dataDir = join(temporaryFolder(), 'made', 'here')
    const { url } = await start(dataDir)
    const { token } = await loginCustomer(url, mock, 'zoe')
    await upload(url, 'customer', token, 'image')
    const all = readdirSync(dataDir, { recursive: true, withFileTypes: true })
    expect(all.some(({ name }) => name === 'ccc-store.sqlite')).toBe(true)
    for (const one of all) expect([one.name, modeOf(join(one.parentPath, one.name)) & 0o077]).toEqual([one.name, 0])
    expect(modeOf(dataDir)).toBe(0o700)
  })

  test('that others can look into is refused, with what to do', async () => {
    const dataDir = join(temporaryFolder(), 'shared')
    mkdirSync(dataDir)
    for (const mode of [0o755, 0o770, 0o701]) {
      chmodSync(dataDir, mode)
      const end = await ServerProcess.runToEnd({ CCC_DATA_DIR: dataDir, CCC_PORT: '0' })
      expect(end).toEqual({ code: 1, text: expect.stringContaining(`DATA_EXPOSED: The data folder ${dataDir}`) })
      expect(end.text).toContain(`chmod -R go-rwx "${dataDir}"`)
    }
  })

  test('of an earlier version has its database closed to others', async () => {
    const dataDir = temporaryFolder()
    const file = join(dataDir, 'ccc-store.sqlite')
    writeFileSync(file, '', { mode: 0o644 })
    await start(dataDir)
    expect(modeOf(file)).toBe(0o600)
  })
})

describe('words that were taken back', () => {
  test('are not in the bytes of the data folder any more, an hour later', async () => {
    const clock = new FakeClock()
    const dataDir = temporaryFolder()
    const own = await startMockServer({ agent: false, clock, dataDir })
    const bytes = () =>
      readdirSync(dataDir)
        .filter((name) => name.startsWith('ccc-store.sqlite'))
        .map((name) => readFileSync(join(dataDir, name), 'latin1'))
        .join('')
    const zoe = await customer(own, 'zoe')
    const seqs: number[] = []
    // long ones fill pages of their own, which are then free
    for (let i = 0; i < 8; i += 1) {
      const answer = await zoe.command(say(`${'x'.repeat(3_900)} my-card-number-4711`))
      if (answer.t === 'ack' && answer.seq !== undefined) seqs.push(answer.seq)
    }
    expect(bytes().includes('my-card-number-4711')).toBe(true)
    for (const seq of seqs) expect(await zoe.command({ t: 'recall', seq })).toMatchObject({ t: 'ack' })
    clock.advance(3_600_000)
    await until(() => !bytes().includes('my-card-number-4711'))
    await own.close()
  })
})

describe('who logs in', () => {
  test('at a server that was started before finds their token good', async () => {
    const dataDir = temporaryFolder()
    const { url, agents } = await start(dataDir)
    const { token } = await loginAgent(url, agents[0])
    await running?.stop()
    const again = await start(dataDir)
    const response = await fetch(`${again.url}/v1/agent/files/${'x'.repeat(24)}/link`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(response.status).toBe(404)
  })
})
