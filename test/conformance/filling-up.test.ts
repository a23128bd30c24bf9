import { existsSync, readdirSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { type MockServer, startMockServer } from '@ccc-store/mock-server'
import { DEFAULT_LIMITS } from '@ccc-store/server'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { FakeClock } from '../clock/fake-clock'
import { gif, gifFrame, jpeg, lyingJpeg, png, vp8, vp8x, webp } from '../pictures'
import { temporaryFolder } from '../temporary-folder'
import { until } from '../tencent/centre'
import { customer, inService, say } from './desk'
import { postFile, SAMPLES, upload } from './files'

const MB = 1_048_576
const HOUR = 3_600_000

let mock: MockServer
let clock: FakeClock
let dataDir: string
let free: number
beforeEach(async () => {
  clock = new FakeClock()
  dataDir = temporaryFolder()
  free = 100 * 1_024 * MB
  mock = await startMockServer({ agent: false, clock, dataDir, freeBytes: async () => free })
})
afterEach(() => mock.close())

const stored = () => {
  const folder = join(dataDir, 'files')
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((f) => f.isFile())
    : []
}
const ready = async () => {
  const response = await fetch(`${mock.serverUrl}/readyz`)
  return { status: response.status, body: await response.json() }
}
describe('a picture of few bytes and many pixels', () => {
  test.each(['image', 'file'] as const)(
    'is refused when it is uploaded as %s, and nothing of it stays',
    async (kind) => {
      const { token } = await customer(mock, 'zoe')
      const post = (bytes: Buffer) =>
        postFile(mock.serverUrl, { audience: 'customer', token, kind, name: 'a.png', bytes })
      expect(await post(png([16_000, 16_000]))).toMatchObject({
        status: 413,
        body: { error: { code: 'IMAGE_TOO_LARGE', en: expect.stringContaining('50 million') } },
      })
      expect(stored()).toEqual([])
      expect(await post(png([8_000, 6_000]))).toMatchObject({ status: 200 })
    },
  )

  test.each([
    ['a jpeg with a small header in a comment', lyingJpeg([16_000, 16_000])],
    ['a gif with a frame larger than its screen', gif([1, 1], gifFrame([16_000, 16_000]))],
    ['a webp with a picture larger than its canvas', webp(vp8x([1, 1]), vp8([16_000, 16_000]))],
  ])('%s is refused too', async (_, bytes) => {
    const { token } = await customer(mock, 'zoe')
    const answer = await postFile(mock.serverUrl, { audience: 'customer', token, kind: 'image', name: 'a.jpg', bytes })
    expect(answer).toMatchObject({ status: 413, body: { error: { code: 'IMAGE_TOO_LARGE' } } })
    expect(stored()).toEqual([])
  })

  test('a jpeg of zeros is refused by its first bytes, a true one is taken', async () => {
    const { token } = await customer(mock, 'zoe')
    const post = (bytes: Buffer) =>
      postFile(mock.serverUrl, { audience: 'customer', token, kind: 'image', name: 'a.jpg', bytes })
    const zeros = Buffer.concat([jpeg([1, 1]).subarray(0, 4), Buffer.alloc(524_288)])
    expect(await post(zeros)).toMatchObject({ status: 415, body: { error: { code: 'FILE_KIND' } } })
    expect(await post(jpeg([100, 50]))).toMatchObject({ status: 200 })
  })

  test('so is one that does not tell how many it has', async () => {
    const { token } = await customer(mock, 'zoe')
    const bytes = SAMPLES.image.bytes.subarray(0, 16)
    const answer = await postFile(mock.serverUrl, { audience: 'customer', token, kind: 'image', name: 'a.png', bytes })
    expect(answer).toMatchObject({ status: 415, body: { error: { code: 'FILE_KIND' } } })
  })
})

describe('how much a person may upload', () => {
  test('is a gigabyte a day; another customer has their own', async () => {
    const zoe = await customer(mock, 'zoe')
    const { fileId } = await upload(mock.serverUrl, 'customer', zoe.token, 'file')
    // as if it had been large
    await mock.centre.ask('update files set size = ? where file_id = ?', 1_024 * MB - 5, fileId)
    const post = (token: string) =>
      postFile(mock.serverUrl, { audience: 'customer', token, kind: 'file', ...SAMPLES.file })
    expect(await post(zoe.token)).toMatchObject({ status: 429, body: { error: { code: 'UPLOAD_QUOTA' } } })
    expect(stored()).toHaveLength(1)
    expect(await post((await customer(mock, 'max')).token)).toMatchObject({ status: 200 })
    clock.advance(24 * HOUR + 1)
    expect(await post(zoe.token)).toMatchObject({ status: 200 })
  })

  test('is six files at once', async () => {
    const zoe = await customer(mock, 'zoe')
    const open = Array.from({ length: 6 }, () => hangingUpload(zoe.token))
    const post = () =>
      postFile(mock.serverUrl, { audience: 'customer', token: zoe.token, kind: 'file', ...SAMPLES.file })
    const refusal = await until(async () => {
      const answer = await post()
      return answer.status === 429 && answer
    })
    expect(refusal).toMatchObject({ body: { error: { code: 'RATE_LIMITED' } } })
    for (const each of open) each.destroy()
    await until(async () => (await post()).status === 200)
  })
})

/** An upload that begins, and does not go on. */
function hangingUpload(token: string) {
  const sent = request(`${mock.serverUrl}/v1/customer/files?kind=file`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=x' },
  })
  sent.on('error', () => {})
  sent.write('--x\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF')
  return sent
}

describe('how much a person may write a day', () => {
  const start = async (limits: Partial<typeof DEFAULT_LIMITS>) => {
    await mock.close()
    mock = await startMockServer({ agent: false, clock, limits: { ...DEFAULT_LIMITS, ...limits } })
  }
  const long = say('字'.repeat(4_000))

  test('is bounded in bytes for a customer; another has their own, and what still fits is taken', async () => {
    await start({ bytesPerCustomer: { points: 40_000, seconds: 86_400 } })
    const zoe = await customer(mock, 'zoe')
    for (let i = 0; i < 2; i += 1) expect(await zoe.command(long)).toMatchObject({ t: 'ack' })
    expect(await zoe.command(long)).toMatchObject({
      t: 'nack',
      error: { code: 'MESSAGE_QUOTA', en: expect.stringContaining('24 hours') },
    })
    expect(await zoe.command(say('kurz'))).toMatchObject({ t: 'ack' })
    expect(await (await customer(mock, 'max')).command(long)).toMatchObject({ t: 'ack' })
  })

  test('is bounded in short commands too: each sets something off', async () => {
    await start({ bytesPerCustomer: { points: 40_000, seconds: 86_400 } })
    const zoe = await customer(mock, 'zoe')
    for (let i = 0; i < 4; i += 1) {
      expect(await zoe.command({ t: 'enter' })).toMatchObject({ t: 'ack' })
      expect(await zoe.command({ t: 'end' })).toMatchObject({ t: 'ack' })
    }
    await zoe.command({ t: 'enter' })
    expect(await zoe.command({ t: 'end' })).toMatchObject({ t: 'nack', error: { code: 'MESSAGE_QUOTA' } })
  })

  test('is bounded for an agent', async () => {
    await start({ bytesPerAgent: { points: 40_000, seconds: 86_400 } })
    const { agent, sessionId } = await inService(mock)
    expect(await agent.command({ ...long, sessionId })).toMatchObject({ t: 'ack' })
    expect(await agent.command({ ...long, sessionId })).toMatchObject({ t: 'nack', error: { code: 'MESSAGE_QUOTA' } })
  })
})

describe('a disk that fills up', () => {
  test('takes no more files, while words are still taken', async () => {
    const zoe = await customer(mock, 'zoe')
    free = 1_024 * MB - 1
    const answer = await postFile(mock.serverUrl, {
      audience: 'customer',
      token: zoe.token,
      kind: 'file',
      ...SAMPLES.file,
    })
    expect(answer).toMatchObject({ status: 507, body: { error: { code: 'DISK_FULL' } } })
    expect(await zoe.command(say('hört ihr mich?'))).toMatchObject({ t: 'ack' })
    expect(await ready()).toMatchObject({ status: 200 })
  })

  test('takes nothing from customers in the end, while agents still can end and block', async () => {
    const { agent, zoe, sessionId } = await inService(mock)
    free = 199 * MB
    clock.advance(2_000)
    expect(await zoe.command(say('hört ihr mich?'))).toMatchObject({ t: 'nack', error: { code: 'NOT_READY' } })
    expect(await agent.command({ t: 'end', sessionId })).toMatchObject({ t: 'ack' })
    free = 200 * MB
    clock.advance(2_000)
    expect(await zoe.command(say('und jetzt?'))).toMatchObject({ t: 'ack' })
  })

  test('is told by /readyz before the last byte is gone', async () => {
    expect(await ready()).toMatchObject({ status: 200 })
    free = 199 * MB
    clock.advance(2_000)
    expect(await ready()).toMatchObject({ status: 503, body: { error: { code: 'NOT_READY' } } })
    free = 500 * MB
    clock.advance(2_000)
    expect(await ready()).toMatchObject({ status: 200 })
  })

  test('so is a store that cannot be written, whatever the disk says', async () => {
    const { ask } = mock.centre
    await ask('alter table counters rename to counters_away')
    expect(await ready()).toMatchObject({ status: 503, body: { error: { code: 'NOT_READY' } } })
    await ask('alter table counters_away rename to counters')
    clock.advance(2_000)
    expect(await ready()).toMatchObject({ status: 200 })
  })
})

describe('the sweep', () => {
  test('takes all that is waste, however much came since the last', async () => {
    const { ask } = mock.centre
    const { token } = await customer(mock, 'zoe')
    await upload(mock.serverUrl, 'customer', token, 'file')
    await ask(`
      with recursive number (n) as (select 1 union all select n + 1 from number where n < 2500)
      insert into files (file_id, sdk_app_id, owner, kind, name, size, mime, created_at)
      select 'waste-' || n, sdk_app_id, owner, kind, name, size, mime, created_at from files, number`)
    clock.advance(25 * HOUR)
    await until(async () => (await ask('select file_id from files')).length === 0)
  })
})
