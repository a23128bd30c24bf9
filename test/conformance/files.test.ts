import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ERRORS, MAX_FILE_BYTES } from '@ccc-store/core/protocol'
import { type MockServer, startMockServer } from '@ccc-store/mock-server'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { FakeClock } from '../clock/fake-clock'
import { agentOnline, customer, customerInNeed, entriesOf, ringing } from './desk'
import { postFile, SAMPLES, upload } from './files'

const HOUR = 3_600_000

let mock: MockServer
let clock: FakeClock
let dataDir: string

beforeEach(async () => {
  clock = new FakeClock()
  dataDir = mkdtempSync(join(tmpdir(), 'ccc-files-'))
  mock = await startMockServer({ agent: false, clock, dataDir })
})
afterEach(async () => {
  await mock.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${mock.serverUrl}${path}`, { headers })
const codeOf = async (response: Response) => {
  const body: { error?: { code?: string } } = JSON.parse(await response.text())
  return body.error?.code
}
const stored = () =>
  existsSync(join(dataDir, 'files'))
    ? readdirSync(join(dataDir, 'files'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    : []

/** Sends an uploaded picture. @returns the entry as the customer got it */
async function sendImage(zoe: Awaited<ReturnType<typeof customer>>, fileId: string) {
  const answer = await zoe.command({ t: 'send', content: { kind: 'image', fileId, width: 4, height: 3 } })
  const seq = answer.t === 'ack' ? answer.seq : undefined
  await zoe.next((frame) => frame.t === 'entries' && frame.entries.some((entry) => entry.seq === seq))
  return entriesOf(zoe.frames).find((entry) => entry.seq === seq)
}
const urlOf = (entry: Awaited<ReturnType<typeof sendImage>>) =>
  entry && 'file' in entry.body ? (entry.body.file.url ?? '') : ''

describe('an uploaded file', () => {
  test.each(['image', 'voice', 'video', 'file'] as const)('%s comes back byte by byte, by its link', async (kind) => {
    const zoe = await customer(mock, 'zoe')
    const { name, bytes } = SAMPLES[kind]
    const file = await upload(mock.serverUrl, 'customer', zoe.token, kind)
    expect(file).toMatchObject({ name, size: bytes.length })
    const response = await get(file.url ?? '')
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes)
    expect(response.headers.get('content-type')).toBe(file.mime)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
    const shown = kind === 'file' ? 'attachment' : 'inline'
    expect(response.headers.get('content-disposition')).toBe(`${shown}; filename*=UTF-8''${encodeURIComponent(name)}`)
  })

  test('is served in parts, as players ask for them', async () => {
    const zoe = await customer(mock, 'zoe')
    const { url = '', size } = await upload(mock.serverUrl, 'customer', zoe.token, 'video')
    const part = await get(url, { range: 'bytes=4-7' })
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([
      206,
      'ftyp',
      `bytes 4-7/${size}`,
    ])
    expect((await get(url, { range: `bytes=${size}-` })).status).toBe(416)
  })

  test('is what its first bytes say, not what it is called', async () => {
    const { token } = await customer(mock, 'zoe')
    const post = (kind: string, name: string, bytes: Buffer) =>
      postFile(mock.serverUrl, { audience: 'customer', token, kind, name, bytes })
    const page = Buffer.from('<html><script>alert(1)</script>')
    const program = Buffer.from('4d5a90000300000004000000ffff0000', 'hex')
    for (const [kind, name, bytes] of [
      ['image', 'a.png', page],
      ['image', 'a.png', program],
      ['voice', 'a.mp3', SAMPLES.image.bytes],
      ['video', 'a.mp4', SAMPLES.image.bytes],
      ['file', 'a.html', page],
      ['file', 'a.svg', Buffer.from('<svg onload="x()"/>')],
      ['file', 'a.pdf', program],
      ['file', 'a.exe', program],
      ['file', 'a.txt', program],
    ] as const) {
      expect([name, await post(kind, name, bytes)]).toMatchObject([
        name,
        { status: 415, body: { error: { code: 'FILE_KIND' } } },
      ])
    }
    expect(stored()).toEqual([])
  })

  test('that is empty, missing or too large is refused, and nothing of it stays', async () => {
    const { token } = await customer(mock, 'zoe')
    const post = (kind: string, bytes: Buffer) =>
      postFile(mock.serverUrl, { audience: 'customer', token, kind, name: 'a.png', bytes })
    expect(await post('image', Buffer.alloc(0))).toMatchObject({
      status: 400,
      body: { error: { code: 'FILE_MISSING' } },
    })
    const large = Buffer.concat([SAMPLES.image.bytes, Buffer.alloc(MAX_FILE_BYTES.image)])
    expect(await post('image', large)).toMatchObject({ status: 413, body: { error: { code: 'FILE_TOO_LARGE' } } })
    const none = await fetch(`${mock.serverUrl}/v1/customer/files?kind=image`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new FormData(),
    })
    expect(none.status).toBe(ERRORS.FILE_MISSING.status)
    expect(await post('nonsense', SAMPLES.image.bytes)).toMatchObject({ status: 400 })
    expect(stored()).toEqual([])
  })

  test('keeps a harmless name, whatever it was called', async () => {
    const { token } = await customer(mock, 'zoe')
    const name = '..\\..\\etc/pass\u202egnp.png'
    const { bytes } = SAMPLES.image
    const { body } = await postFile(mock.serverUrl, { audience: 'customer', token, kind: 'image', name, bytes })
    expect(body).toMatchObject({ name: 'passgnp.png' })
  })
})

describe('an upload that goes wrong', () => {
  const head = (token: string, headers: string) =>
    `POST /v1/customer/files?kind=video HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n` +
    `content-type: multipart/form-data; boundary=BB\r\n${headers}\r\n`
  const part = '--BB\r\ncontent-disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n\0\0\0\x18ftypmp42'

  /** Writes raw bytes to the server. @returns all that it answers until it closes, or the test closes */
  function raw(bytes: string, cut = false): Promise<string> {
    const { hostname, port } = new URL(mock.serverUrl)
    return new Promise((resolve) => {
      const socket = connect(Number(port), hostname)
      let answer = ''
      socket.on('data', (data) => {
        answer += data.toString('latin1')
      })
      socket.on('close', () => resolve(answer))
      socket.on('error', () => {})
      socket.write(Buffer.from(bytes, 'latin1'), () => {
        if (cut) socket.destroy()
      })
    })
  }

  test('P9 breaking off before its end is refused, and the server lives', async () => {
    const { token } = await customer(mock, 'zoe')
    const answer = await raw(`${head(token, `content-length: ${part.length}\r\n`)}${part}`)
    expect(answer).toContain('UPLOAD_BROKEN')
    await raw(`${head(token, 'content-length: 1000\r\n')}${part}`, true)
    await until(() => stored().length === 0)
    expect((await get('/healthz')).status).toBe(200)
    expect(stored()).toEqual([])
  })

  test('leaves nothing on its connection that could stand before another request', async () => {
    const { token } = await customer(mock, 'zoe')
    const field = '--BB\r\ncontent-disposition: form-data; name="x"\r\n\r\n1\r\n'
    const body = `${field.repeat(50)}${part}\r\n--BB--\r\n`
    const answer = await raw(`${head(token, `content-length: ${body.length}\r\n`)}${body}GET /healthz HTTP/1.1\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer.toLowerCase()).toContain('connection: close')
  })

  test('with a name that belies it is called what it is', async () => {
    const { token } = await customer(mock, 'zoe')
    const { bytes } = SAMPLES.image
    for (const [name, kept] of [
      ['a.html', 'a.html.png'],
      ['a.exe', 'a.exe.png'],
      ['a.PNG', 'a.PNG'],
      ['noname', 'noname.png'],
    ] as const) {
      const { body } = await postFile(mock.serverUrl, { audience: 'customer', token, kind: 'image', name, bytes })
      expect(body).toMatchObject({ name: kept })
    }
    const avif = Buffer.from('\0\0\0\x18ftypavif\0\0\0\0', 'latin1')
    const post = await postFile(mock.serverUrl, {
      audience: 'customer',
      token,
      kind: 'video',
      name: 'a.mp4',
      bytes: avif,
    })
    expect(post.status).toBe(415)
  })

  test('when the process was killed is gone after the next start', async () => {
    await upload(mock.serverUrl, 'customer', (await customer(mock, 'zoe')).token, 'image')
    const [file] = stored()
    writeFileSync(join(file?.parentPath ?? '', 'halfway.part'), 'x')
    await mock.close()
    mock = await startMockServer({ agent: false, clock, dataDir })
    expect(stored().map(({ name }) => name)).toEqual([file?.name])
  })
})

describe('P10 a file', () => {
  test('P10 is sent by who uploaded it, as what it is, and once', async () => {
    const [zoe, max] = [await customer(mock, 'zoe'), await customer(mock, 'max')]
    const { fileId } = await upload(mock.serverUrl, 'customer', zoe.token, 'image')
    const image = { t: 'send', content: { kind: 'image', fileId, width: 4, height: 3 } }
    const refused = { t: 'nack', error: { code: 'FILE_UNKNOWN' } }
    expect(await max.command(image)).toMatchObject(refused)
    expect(await zoe.command({ t: 'send', content: { kind: 'file', fileId } })).toMatchObject(refused)
    expect(await zoe.commandWithId('m1', image)).toMatchObject({ t: 'ack' })
    expect(await zoe.commandWithId('m1', image)).toMatchObject({ t: 'ack' })
    expect(await zoe.command(image)).toMatchObject(refused)
    expect(entriesOf(zoe.frames).filter(({ body }) => body.kind === 'image')).toHaveLength(1)
  })

  test('P10 opens with its own link only, and for no longer than two hours', async () => {
    const zoe = await customer(mock, 'zoe')
    const one = await upload(mock.serverUrl, 'customer', zoe.token, 'image')
    const two = await upload(mock.serverUrl, 'customer', zoe.token, 'image')
    const stolen = (one.url ?? '').replace(one.fileId, two.fileId)
    expect(await codeOf(await get(stolen))).toBe('FILE_LINK_EXPIRED')
    expect(await codeOf(await get((one.url ?? '').replace(/e=\d+/, 'e=99999999999')))).toBe('FILE_LINK_EXPIRED')
    clock.advance(HOUR)
    expect((await get(one.url ?? '')).status).toBe(200)
    clock.advance(HOUR)
    expect(await codeOf(await get(one.url ?? ''))).toBe('FILE_LINK_EXPIRED')
  })

  test('P10 gets a fresh link for those who take part in its conversation', async () => {
    const agent = await agentOnline(mock, 0)
    const zoe = await customerInNeed(mock, 'zoe')
    const sessionId = await ringing(agent)
    await agent.command({ t: 'accept', sessionId })
    const { fileId } = await upload(mock.serverUrl, 'customer', zoe.token, 'image')
    const link = (audience: string, token: string) =>
      get(`/v1/${audience}/files/${fileId}/link`, { authorization: `Bearer ${token}` })
    await sendImage(zoe, fileId)
    const max = await customer(mock, 'max')
    const other = await agentOnline(mock, 1)
    expect(await codeOf(await link('customer', max.token))).toBe('FILE_UNKNOWN')
    expect(await codeOf(await link('agent', other.token))).toBe('FILE_UNKNOWN')
    for (const [audience, token] of [
      ['customer', zoe.token],
      ['agent', agent.token],
    ] as const) {
      const { url }: { url: string } = JSON.parse(await (await link(audience, token)).text())
      expect((await get(url)).status).toBe(200)
    }
  })
})

describe('the bytes of a file', () => {
  test('go when its message is taken back, and at once for those who hold a link', async () => {
    const zoe = await customer(mock, 'zoe')
    const { fileId } = await upload(mock.serverUrl, 'customer', zoe.token, 'image')
    const entry = await sendImage(zoe, fileId)
    await zoe.command({ t: 'recall', seq: entry?.seq })
    expect(await codeOf(await get(urlOf(entry)))).toBe('FILE_UNKNOWN')
    expect(stored()).toHaveLength(1)
    clock.advance(HOUR)
    await until(() => stored().length === 0)
  })

  test('go a day after an upload that nobody sent, and stay when it was', async () => {
    const zoe = await customer(mock, 'zoe')
    const { fileId } = await upload(mock.serverUrl, 'customer', zoe.token, 'image')
    await upload(mock.serverUrl, 'customer', zoe.token, 'voice')
    await sendImage(zoe, fileId)
    clock.advance(23 * HOUR)
    await mock.centre.context.store.idle()
    expect(stored()).toHaveLength(2)
    clock.advance(2 * HOUR)
    await until(() => stored().length === 1)
    expect(stored()[0]?.name).toBe(fileId)
  })
})

/** Waits for what is carried out beside the test. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}
