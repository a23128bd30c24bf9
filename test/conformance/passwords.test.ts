import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { loginAgent, post } from '@ccc-store/mock-server'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { temporaryFolder } from '../temporary-folder'
import { ServerProcess } from './server-process'

const BIN = join(__dirname, '..', '..', 'server', 'bin', 'ccc-server.js')

let dataDir: string
let running: ServerProcess | undefined
beforeEach(() => {
  dataDir = temporaryFolder()
})
afterEach(async () => {
  await running?.kill()
  running = undefined
})

const start = async (env: Record<string, string> = {}) => {
  running = await ServerProcess.start({ CCC_DATA_DIR: dataDir, ...env })
  return running
}
const stop = async () => {
  await running?.stop()
  running = undefined
}
const login = (url: string, role: string, account: string, password: string) =>
  post(`${url}/v1/${role}/login`, { account, password })

/** `ccc-server admin password <account>`, the password on its standard input. */
async function changePassword(account: string, password: string): Promise<{ code: number | null; text: string }> {
  const child = spawn(process.execPath, [BIN, 'admin', 'password', account], {
    env: { PATH: process.env.PATH, LANG: 'en', CCC_DATA_DIR: dataDir },
  })
  let text = ''
  child.stderr.on('data', (data) => {
    text += data
  })
  child.stdin.on('error', () => {})
  child.stdin.end(`${password}\n`)
  const [code] = await once(child, 'close')
  return { code, text }
}

describe('the logins of a demo', () => {
  test('are random, and end with it', async () => {
    const first = (await start({ CCC_DEMO: 'true' })).agents
    await stop()
    const second = await start({ CCC_DEMO: 'true' })
    const passwords = [...first, ...second.agents].map(({ password }) => password)
    expect(new Set(passwords).size).toBe(4)
    const [old] = first
    expect(await login(second.url, 'agent', old.account, old.password)).toMatchObject({ status: 401 })
    expect(await loginAgent(second.url, second.agents[1])).toMatchObject({ token: expect.any(String) })
  })

  test.each(['0.0.0.0', '::', '192.0.2.1'])('are refused on %s, unless it is meant', async (host) => {
    const env = { CCC_DATA_DIR: dataDir, CCC_DEMO: 'true', CCC_HOST: host, CCC_PORT: '0' }
    const end = await ServerProcess.runToEnd(env)
    expect(end).toEqual({ code: 1, text: expect.stringContaining(`DEMO_EXPOSED`) })
    expect(end.text).toContain('CCC_DEMO_PUBLIC=true')
  })

  test('are closed at the next start without it, and its data is not served to strangers then either', async () => {
    const [agent] = (await start({ CCC_DEMO: 'true' })).agents
    await stop()
    const { url } = await start()
    expect(await login(url, 'agent', agent.account, agent.password)).toMatchObject({ status: 401 })
    await stop()
    const end = await ServerProcess.runToEnd({ CCC_DATA_DIR: dataDir, CCC_HOST: '0.0.0.0', CCC_PORT: '0' })
    expect(end).toEqual({ code: 1, text: expect.stringContaining('DEMO_EXPOSED') })
  })

  test('are served on every address when that is meant', async () => {
    const { agents } = await start({ CCC_DEMO: 'true', CCC_HOST: '0.0.0.0', CCC_DEMO_PUBLIC: 'true' })
    expect(agents).toHaveLength(2)
  })
})

describe('ccc-server admin password', () => {
  test('gives an account another password, and ends its logins', async () => {
    const first = await start({ CCC_DEMO: 'true' })
    const [, agent] = first.agents
    const { token } = await loginAgent(first.url, agent)
    await stop()
    expect(await changePassword('agent2', 'a longer password')).toEqual({
      code: 0,
      text: expect.stringContaining('agent2 has the new password'),
    })
    const { url } = await start()
    expect(await login(url, 'agent', 'agent2', agent.password)).toMatchObject({ status: 401 })
    expect(await login(url, 'agent', 'agent2', 'a longer password')).toMatchObject({ status: 200 })
    const response = await fetch(`${url}/v1/agent/files/${'x'.repeat(24)}/link`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(response.status).toBe(401)
  })

  test('forgets where the account has logged in: who knew the old password may have been there', async () => {
    const first = await start({ CCC_DEMO: 'true' })
    for (const agent of first.agents) await loginAgent(first.url, agent)
    await stop()
    await changePassword('agent2', 'a longer password')
    const { url } = await start()
    for (let i = 0; i < 10; i += 1) await login(url, 'agent', 'agent2', 'guess')
    expect(await login(url, 'agent', 'agent2', 'a longer password')).toMatchObject({ status: 429 })
    // the addresses of others stay known: there, wrong passwords count for less
    for (let i = 0; i < 11; i += 1) expect(await login(url, 'agent', 'agent1', 'guess')).toMatchObject({ status: 401 })
  })

  test('gives the administrator, whose password was lost, a way back', async () => {
    await start()
    await stop()
    expect(await changePassword('admin', '忘了密码也能重新进来的新密码')).toMatchObject({ code: 0 })
    const { url } = await start()
    expect(await login(url, 'admin', 'admin', '忘了密码也能重新进来的新密码')).toMatchObject({ status: 200 })
  })

  test('refuses what is too short, an account that is not there, and data that a server holds', async () => {
    await start()
    expect(await changePassword('admin', 'long enough it is')).toMatchObject({
      code: 1,
      text: expect.stringContaining('DATA_IN_USE'),
    })
    await stop()
    for (const [account, password, code] of [
      ['admin', 'short', 'PASSWORD_SHORT'],
      ['admin', '', 'PASSWORD_SHORT'],
      ['nobody', 'long enough it is', 'ACCOUNT_UNKNOWN'],
    ] as const) {
      expect(await changePassword(account, password)).toMatchObject({ code: 1, text: expect.stringContaining(code) })
    }
    dataDir = join(dataDir, 'nowhere')
    expect(await changePassword('admin', 'long enough it is')).toMatchObject({
      code: 1,
      text: expect.stringContaining('DATA_UNUSABLE'),
    })
  })
})
