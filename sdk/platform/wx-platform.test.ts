import { beforeEach, describe, expect, test } from '@jest/globals'
import { photo } from '../testing/entries'
import { wxFiles } from './wx-files'
import { wxPlatform } from './wx-platform'

interface Call {
  url: string
  method?: string
  header: Record<string, string>
  data?: unknown
  filePath?: string
  formData?: Record<string, unknown>
  name?: string
  success(result: { statusCode: number; data: unknown }): void
  fail(error: { errMsg: string }): void
}

/** What was asked of WeChat, and the files that lie in its folder for the mini-program. */
let calls: Call[] = []
let files = new Map<string, string>()
let isFull = false

const missing = (what: string) => new Error(`${what}:fail no such file or directory`)
const fileSystem = {
  mkdirSync() {},
  saveFileSync(from: string, to: string) {
    if (isFull) throw new Error('saveFileSync:fail the maximum size of the file storage limit is exceeded')
    files.delete(from)
    files.set(to, from)
  },
  rmdirSync(folder: string) {
    for (const path of files.keys()) if (path.startsWith(folder)) files.delete(path)
  },
  readFileSync(path: string, encoding?: string) {
    const bytes = files.get(path)
    if (bytes === undefined) throw missing('readFileSync')
    return encoding === 'base64' ? Buffer.from(bytes).toString('base64') : new ArrayBuffer(bytes.length)
  },
  accessSync(path: string) {
    if (!files.has(path)) throw missing('accessSync')
  },
}

beforeEach(() => {
  calls = []
  files = new Map([['wxfile://tmp/photo.jpg', 'bytes']])
  isFull = false
  const wx = {
    env: { USER_DATA_PATH: 'wxfile://usr' },
    getFileSystemManager: () => fileSystem,
    request: (call: Call) => calls.push(call),
    uploadFile(call: Call) {
      calls.push(call)
      return { onProgressUpdate: (told: (at: { progress: number }) => void) => told({ progress: 30 }), abort() {} }
    },
  }
  Object.assign(globalThis, { wx })
})

describe('a kept file', () => {
  test('moves into a folder of its own, under its own name, and out of it again', () => {
    const path = wxFiles.keep('c1', photo())
    expect(path).toBe('wxfile://usr/ccc-c1/photo.jpg')
    expect([...files.keys()]).toEqual([path])
    wxFiles.release('c1')
    expect(files.size).toBe(0)
  })
  test.each([
    ['a/b:c.pdf', 'a_b_c.pdf'],
    [`${'长'.repeat(200)}.pdf`, `${'长'.repeat(76)}.pdf`],
    ['', 'file'],
  ])('called %p lies there as %p', (name, kept) => {
    expect(wxFiles.keep('c1', { ...photo(), name })).toBe(`wxfile://usr/ccc-c1/${kept}`)
  })
  test('stays where it is when there is no room', () => {
    isFull = true
    expect(wxFiles.keep('c1', photo())).toBe('wxfile://tmp/photo.jpg')
  })
})

describe('an upload', () => {
  function upload(path = 'wxfile://tmp/photo.jpg', poster = '') {
    const told: unknown[] = []
    wxPlatform.upload(
      { url: 'https://a.b/files?kind=image', token: 't1' },
      { path, poster },
      {
        progress: (percent) => told.push(percent),
        answered: (answer) => told.push(answer),
        failed: (why) => told.push(why),
      },
    )
    const [call] = calls
    if (!call) throw new Error('nothing was uploaded')
    return { call, told }
  }

  test('goes out in a part named file, with the token, and says how far it is', () => {
    const { call, told } = upload()
    expect(call).toMatchObject({ name: 'file', filePath: 'wxfile://tmp/photo.jpg' })
    expect(call.header).toEqual({ Authorization: 'Bearer t1' })
    call.success({ statusCode: 200, data: '{"fileId":"f1"}' })
    expect(told).toEqual([30, { status: 200, body: { fileId: 'f1' } }])
  })
  test('of a film takes its first frame along, in base64', () => {
    files.set('wxfile://tmp/frame.jpg', 'frame')
    expect(upload('wxfile://tmp/film.mp4', 'wxfile://tmp/frame.jpg').call.formData).toEqual({ poster: 'ZnJhbWU=' })
  })
  test.each([
    ['is none', ''],
    ['is gone', 'wxfile://tmp/gone.jpg'],
    ['is too large', 'wxfile://tmp/large.jpg'],
  ])('of a film whose first frame %s goes without one', (_, poster) => {
    files.set('wxfile://tmp/large.jpg', 'x'.repeat(160 * 1_024))
    const { call, told } = upload('wxfile://tmp/film.mp4', poster)
    expect(call).toMatchObject({ filePath: 'wxfile://tmp/film.mp4', formData: {} })
    expect(call.formData).toEqual({})
    call.success({ statusCode: 200, data: '{"fileId":"f1"}' })
    expect(told).toEqual([30, { status: 200, body: { fileId: 'f1' } }])
  })
  test('answered by a page of HTML has no body', () => {
    const { call, told } = upload()
    call.success({ statusCode: 502, data: '<html>' })
    expect(told).toEqual([30, { status: 502, body: undefined }])
  })
  test.each([
    ['wxfile://tmp/photo.jpg', 'uploadFile:fail interrupted', 'network'],
    ['wxfile://tmp/photo.jpg', 'uploadFile:fail file not found', 'gone'],
    ['wxfile://tmp/other.jpg', 'uploadFile:fail', 'gone'],
    ['wxfile://tmp/photo.jpg', 'uploadFile:fail url not in domain list', 'forbidden'],
  ])('of %s that ends with "%s" failed because of %s', (path, errMsg, why) => {
    const { call, told } = upload(path)
    call.fail({ errMsg })
    expect(told).toEqual([30, why])
  })
})

describe('a request', () => {
  test('carries the token, and a body that is JSON where WeChat says that it is', () => {
    const answers: unknown[] = []
    wxPlatform.request('POST', { url: 'https://a.b/refresh', token: 't1' }, (answer) => answers.push(answer))
    wxPlatform.request('GET', { url: 'https://a.b/link', token: 't1' }, (answer) => answers.push(answer))
    expect(calls).toMatchObject([
      { method: 'POST', header: { Authorization: 'Bearer t1' }, data: {} },
      { method: 'GET', header: { Authorization: 'Bearer t1' } },
    ])
    calls[0]?.success({ statusCode: 200, data: { token: 't2' } })
    calls[1]?.fail({ errMsg: 'request:fail' })
    expect(answers).toEqual([{ status: 200, body: { token: 't2' } }, null])
  })
})
