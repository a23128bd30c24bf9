import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Entry, FileRef, MAX_POSTER_LENGTH, parse } from '@ccc-store/core/protocol'
import { type MockServer, startMockServer } from '@ccc-store/mock-server'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { UPLOAD_BYTES_PER_DAY } from '../../server/config/policy'
import { FakeClock } from '../clock/fake-clock'
import { agentOnline, customer, customerInNeed, entriesOf, ringing } from './desk'
import { postFile, SAMPLES } from './files'

const HOUR = 3_600_000
const PICTURE = SAMPLES.image.bytes
const IN_BASE64 = PICTURE.toString('base64')

let mock: MockServer
let clock: FakeClock
let dataDir: string

beforeEach(async () => {
  clock = new FakeClock()
  dataDir = mkdtempSync(join(tmpdir(), 'ccc-poster-'))
  mock = await startMockServer({ agent: false, clock, dataDir })
})
afterEach(async () => {
  await mock.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const get = (path = '') => fetch(`${mock.serverUrl}${path}`)
const stored = () =>
  existsSync(join(dataDir, 'files'))
    ? readdirSync(join(dataDir, 'files'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    : []
/** Waits for what is carried out beside the test. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}

type Person = Awaited<ReturnType<typeof customer>>

async function uploadFilm(token: string, poster?: string, posterIsLast = false): Promise<FileRef> {
  const film = { audience: 'customer', token, kind: 'video', ...SAMPLES.video, posterIsLast } as const
  const { status, body } = await postFile(mock.serverUrl, poster === undefined ? film : { ...film, poster })
  expect(status).toBe(200)
  return parse(FileRef, body)
}
async function say(zoe: Person, { fileId }: FileRef): Promise<Entry | undefined> {
  const answer = await zoe.command({ t: 'send', content: { kind: 'video', fileId, seconds: 7, width: 4, height: 3 } })
  const seq = answer.t === 'ack' ? answer.seq : undefined
  await zoe.next((frame) => frame.t === 'entries' && frame.entries.some((entry) => entry.seq === seq))
  return entriesOf(zoe.frames).find((entry) => entry.seq === seq)
}
const posterOf = (entry: Entry | undefined) => (entry?.body.kind === 'video' ? entry.body.file.poster : undefined)

describe('the first frame of a film', () => {
  test.each([
    ['before', false],
    ['after', true],
  ])('that was sent %s it is shown to both sides, by a link of its own', async (_, isLast) => {
    const agent = await agentOnline(mock, 0)
    const zoe = await customerInNeed(mock, 'zoe')
    await agent.command({ t: 'accept', sessionId: await ringing(agent) })
    const film = await uploadFilm(zoe.token, IN_BASE64, isLast)
    const hers = posterOf(await say(zoe, film))
    const frame = await agent.next((each) => each.t === 'entries' && each.entries.some((one) => posterOf(one)))
    const theirs = frame.t === 'entries' ? posterOf(frame.entries.find((one) => posterOf(one))) : undefined
    for (const link of [film.poster, hers, theirs]) {
      const response = await get(link)
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png'])
      expect(Buffer.from(await response.arrayBuffer())).toEqual(PICTURE)
    }
    expect((await get(film.url)).headers.get('content-type')).toBe('video/mp4')
  })

  test('P10 opens to nobody without a signature, for no longer than two hours, and is no file to be sent', async () => {
    const zoe = await customer(mock, 'zoe')
    const { poster = '', url = '' } = await uploadFilm(zoe.token, IN_BASE64)
    const [path = '', signature = ''] = poster.split('?')
    expect((await get(path)).status).toBe(400)
    expect((await get(`${path}?${url.split('?')[1]}`)).status).toBe(403)
    const fileId = path.slice('/v1/files/'.length)
    for (const content of [
      { kind: 'image', fileId, width: 4, height: 3 },
      { kind: 'file', fileId },
    ]) {
      expect(await zoe.command({ t: 'send', content })).toMatchObject({ t: 'nack', error: { code: 'FILE_UNKNOWN' } })
    }
    clock.advance(2 * HOUR)
    expect((await get(`${path}?${signature}`)).status).toBe(403)
  })

  const huge = Buffer.from(PICTURE)
  huge.writeUInt32BE(16_000, 16)
  huge.writeUInt32BE(16_000, 20)
  test.each([
    ['a page', Buffer.from('<html><script>alert(1)</script>').toString('base64')],
    ['a film', SAMPLES.video.bytes.toString('base64')],
    ['a gif', Buffer.from('474946383961640032008000000000', 'hex').toString('base64')],
    ['a picture cut short', PICTURE.subarray(0, 12).toString('base64')],
    ['a picture of 256 million pixels', huge.toString('base64')],
    ['no base64', '<img src=x>'],
    ['nothing', ''],
    ['too long', Buffer.concat([PICTURE, Buffer.alloc(MAX_POSTER_LENGTH)]).toString('base64')],
  ])('that is %s is left out, and the film arrives', async (_, poster) => {
    const zoe = await customer(mock, 'zoe')
    for (const isLast of [false, true]) {
      const film = await uploadFilm(zoe.token, poster, isLast)
      expect(film).not.toHaveProperty('poster')
      expect(posterOf(await say(zoe, film))).toBeUndefined()
      expect((await get(film.url)).status).toBe(200)
    }
    expect(stored()).toHaveLength(2)
  })

  test('of what is no film is left out', async () => {
    const { token } = await customer(mock, 'zoe')
    const picture = { audience: 'customer', token, kind: 'image', ...SAMPLES.image, poster: IN_BASE64 } as const
    const { status, body } = await postFile(mock.serverUrl, picture)
    expect([status, stored().length]).toEqual([200, 1])
    expect(body).not.toHaveProperty('poster')
  })

  test('counts in the quota, and is left out where only the film has room', async () => {
    const zoe = await customer(mock, 'zoe')
    const { fileId } = await uploadFilm(zoe.token, IN_BASE64)
    expect(await mock.centre.ask('select kind, size from files order by kind')).toEqual([
      { kind: 'poster', size: PICTURE.length },
      { kind: 'video', size: SAMPLES.video.bytes.length },
    ])
    const left = UPLOAD_BYTES_PER_DAY.customer - PICTURE.length - SAMPLES.video.bytes.length
    await mock.centre.ask('update files set size = ? where file_id = ?', left, fileId)
    expect(await uploadFilm(zoe.token, IN_BASE64)).not.toHaveProperty('poster')
    expect(stored()).toHaveLength(3)
  })

  test('goes with the film: at once for those who hold a link, and from the disk, when it is taken back', async () => {
    const zoe = await customer(mock, 'zoe')
    const entry = await say(zoe, await uploadFilm(zoe.token, IN_BASE64))
    expect(stored()).toHaveLength(2)
    await zoe.command({ t: 'recall', seq: entry?.seq })
    expect((await get(posterOf(entry))).status).toBe(404)
    clock.advance(HOUR)
    await until(() => stored().length === 0)
  })

  test('goes a day after a film that nobody sent, and stays when it was', async () => {
    const zoe = await customer(mock, 'zoe')
    const film = await uploadFilm(zoe.token, IN_BASE64)
    await say(zoe, film)
    const unsent = await uploadFilm(zoe.token, IN_BASE64)
    expect(stored()).toHaveLength(4)
    clock.advance(25 * HOUR)
    // forgotten when the bytes of all that goes are gone
    while (await mock.centre.context.store.read(({ files }) => files.find(unsent.fileId)))
      await new Promise(setImmediate)
    const [, posterId = ''] = /files\/(.+)\?/.exec(film.poster ?? '') ?? []
    expect(
      stored()
        .map(({ name }) => name)
        .sort(),
    ).toEqual([film.fileId, posterId].sort())
  })
})
