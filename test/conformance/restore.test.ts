import { execFileSync } from 'node:child_process'
import { copyFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  type CustomerSocket,
  loginCustomer,
  type MockServer,
  openCustomerSocket,
  startMockServer,
} from '@ccc-store/mock-server'
import { DEMO } from '@ccc-store/server'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { openSqlite } from '../../server/store/sqlite'
import { temporaryFolder } from '../temporary-folder'
import { entriesOf, say, textsOf } from './desk'
import { ServerProcess } from './server-process'

const { ivrId } = DEMO

let mock: MockServer
let dataDir: string
let server: ServerProcess | undefined
beforeAll(async () => {
  // its fake WeChat alone is used
  mock = await startMockServer({ agent: false })
})
afterAll(() => mock.close())
beforeEach(() => {
  dataDir = join(temporaryFolder(), 'data')
})
afterEach(() => stop())

const env = () => ({ CCC_DATA_DIR: dataDir, CCC_DEMO: 'true', CCC_WECHAT_URL: mock.wechatUrl })
const start = async () => {
  server = await ServerProcess.start(env())
  return server
}
async function stop(how: 'stop' | 'kill' = 'stop'): Promise<void> {
  const stopping = server
  server = undefined
  await stopping?.[how]()
}
/** @throws what it says when it fails */
const command = (...words: string[]) =>
  execFileSync(process.execPath, [ServerProcess.BIN, ...words], {
    env: { PATH: process.env.PATH, LANG: 'en', ...env() },
    stdio: 'pipe',
  })

/** A customer who has said so much, and the position of a client that has seen it all. */
async function talk(url: string, token: string, texts: readonly string[]) {
  const zoe = await openCustomerSocket(url, { token, ivrId })
  for (const text of texts) await zoe.command(say(text))
  const [welcome] = zoe.frames
  const epoch = welcome?.t === 'welcome' ? welcome.epoch : ''
  const seq = Math.max(...entriesOf(zoe.frames).map((entry) => entry.seq))
  await zoe.close()
  return { epoch, seq }
}

/** The words in a database that nobody has open. */
function saidIn(file: string): unknown[] {
  const sqlite = openSqlite(file)
  const rows = sqlite.prepare(`select json_extract(body_json, '$.text') as text from entries`).all()
  sqlite.close()
  return rows.map(({ text }) => text)
}

const welcomeOf = (socket: CustomerSocket) => socket.frames.find((frame) => frame.t === 'welcome')

test('a restored backup begins a new epoch: no client keeps what the log does not hold', async () => {
  const first = await start()
  const { token } = await loginCustomer(first.url, mock, 'zoe')
  await talk(first.url, token, ['one', 'two'])
  const backup = join(temporaryFolder(), 'backup.sqlite')
  // while the server runs
  command('backup', backup)
  const position = await talk(first.url, token, ['three', 'four'])
  expect(() => command('restore', backup)).toThrow(/DATA_IN_USE/)
  await stop()
  command('restore', backup)
  // what was there before is whole, and nothing else is left
  const [kept = '', ...others] = readdirSync(dataDir)
    .filter((name) => name.startsWith('ccc-store.sqlite'))
    .filter((name) => name !== 'ccc-store.sqlite')
  expect(others).toEqual([])
  expect(saidIn(join(dataDir, kept))).toContain('four')

  const second = await start()
  // the log grows past the client's position before it comes back
  await talk(second.url, token, ['five', 'six', 'seven'])
  const zoe = await openCustomerSocket(second.url, { token, ivrId, position })
  const welcome = welcomeOf(zoe)
  expect(welcome).toMatchObject({ mode: 'reset' })
  expect(welcome?.epoch).not.toBe(position.epoch)
  const said = textsOf(entriesOf(zoe.frames))
  for (const text of ['one', 'two', 'five', 'six', 'seven']) expect(said).toContain(text)
  expect(said).not.toContain('three')
})

test('an older copy that was put there by hand is noticed at the start', async () => {
  const first = await start()
  const { token } = await loginCustomer(first.url, mock, 'zoe')
  await talk(first.url, token, ['one'])
  const copy = join(temporaryFolder(), 'copy.sqlite')
  command('backup', copy)
  const position = await talk(first.url, token, ['two'])
  await stop()
  copyFileSync(copy, join(dataDir, 'ccc-store.sqlite'))

  const second = await start()
  await talk(second.url, token, ['three', 'four', 'five'])
  const zoe = await openCustomerSocket(second.url, { token, ivrId, position })
  expect(welcomeOf(zoe)).toMatchObject({ mode: 'reset' })
  expect(textsOf(entriesOf(zoe.frames))).not.toContain('two')
})

test('a restart without any of that goes on from where clients are', async () => {
  const first = await start()
  const { token } = await loginCustomer(first.url, mock, 'zoe')
  const position = await talk(first.url, token, ['one'])
  await stop('kill')
  const second = await start()
  const zoe = await openCustomerSocket(second.url, { token, ivrId, position })
  expect(welcomeOf(zoe)).toMatchObject({ mode: 'resume', epoch: position.epoch, entries: [] })
})

test('what is no backup is refused, and the data stays as it was', async () => {
  const first = await start()
  const { token } = await loginCustomer(first.url, mock, 'zoe')
  const position = await talk(first.url, token, ['one'])
  await stop()
  expect(() => command('restore', join(__dirname, 'restore.test.ts'))).toThrow(/BACKUP_UNUSABLE/)
  expect(() => command('restore', join(dataDir, 'nothing'))).toThrow(/BACKUP_UNUSABLE/)
  expect(() => command('backup', join(dataDir, 'nowhere', 'backup.sqlite'))).toThrow(/BACKUP_FAILED/)
  const taken = join(temporaryFolder(), 'taken.sqlite')
  command('backup', taken)
  expect(() => command('backup', taken)).toThrow(/BACKUP_EXISTS/)
  const second = await start()
  const zoe = await openCustomerSocket(second.url, { token, ivrId, position })
  expect(welcomeOf(zoe)).toMatchObject({ mode: 'resume' })
})
