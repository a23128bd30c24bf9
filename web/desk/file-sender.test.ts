import { describe, expect, test } from '@jest/globals'
import { fileRef } from '../testing/entries'
import { DeskStore } from './desk-store'
import { FileSender, type UploadResult } from './file-sender'

interface Going {
  name: string
  progress(part: number): void
  end(result: UploadResult): Promise<void>
  isCancelled: boolean
}

function setUp() {
  const store = new DeskStore()
  const going: Going[] = []
  const said: string[] = []
  const released: string[] = []
  const sender = new FileSender(store, {
    upload: ({ name }, progress) => {
      let resolve: (result: UploadResult) => void = () => {}
      const result = new Promise<UploadResult>((done) => {
        resolve = done
      })
      const one: Going = {
        ...{ name, progress, isCancelled: false },
        async end(answer) {
          resolve(answer)
          await result
        },
      }
      going.push(one)
      return {
        result,
        cancel() {
          one.isCancelled = true
          resolve({ kind: 'unreachable' })
        },
      }
    },
    urlFor: () => 'blob:1',
    release: (url) => released.push(url),
    now: () => 7,
    onDone: ({ id, sessionId }, { fileId, url }) => said.push(`${sessionId} ${id} ${fileId} ${url}`),
  })
  const add = (id: string) =>
    sender.add('s1', id, { blob: new Blob(['abc']), name: `${id}.pdf`, content: { kind: 'file' } })
  const seen = () => store.state.uploads.map(({ id, status, progress }) => `${id} ${status} ${progress}`)
  return { sender, going, said, released, add, seen }
}
const error = { code: 'FILE_KIND', zh: '格式', en: 'format' }

describe('files', () => {
  test('go up one after the other and are said in the order they were chosen', async () => {
    const { going, said, add, seen } = setUp()
    add('m1')
    add('m2')
    expect(going.map(({ name }) => name)).toEqual(['m1.pdf'])
    going[0]?.progress(0.5)
    expect(seen()).toEqual(['m1 uploading 0.5', 'm2 waiting 0'])
    await going[0]?.end({ kind: 'done', file: fileRef('f1') })
    expect(said).toEqual(['s1 m1 f1 blob:1'])
    expect(seen()).toEqual(['m2 uploading 0'])
    await going[1]?.end({ kind: 'done', file: fileRef('f2') })
    expect(said).toHaveLength(2)
    expect(seen()).toEqual([])
  })

  test('that are refused say so, hold nobody up, and can be tried again', async () => {
    const { sender, going, add, seen } = setUp()
    add('m1')
    add('m2')
    await going[0]?.end({ kind: 'refused', error })
    expect(seen()).toEqual(['m1 failed 0', 'm2 uploading 0'])
    await going[1]?.end({ kind: 'done', file: fileRef('f2') })
    sender.resume()
    expect(going).toHaveLength(2)
    sender.retry('m1')
    expect(going).toHaveLength(3)
    expect(seen()).toEqual(['m1 uploading 0'])
  })

  test('that could not reach the call centre go up when it can be reached again', async () => {
    const { sender, going, said, add, seen } = setUp()
    add('m1')
    await going[0]?.end({ kind: 'unreachable' })
    expect(seen()).toEqual(['m1 failed 0'])
    sender.resume()
    await going[1]?.end({ kind: 'done', file: fileRef('f1') })
    expect(said).toEqual(['s1 m1 f1 blob:1'])
  })

  test('can be given up, also on their way; then the next goes up', async () => {
    const { sender, going, said, released, add, seen } = setUp()
    add('m1')
    add('m2')
    sender.cancel('m1')
    expect(going[0]?.isCancelled).toBe(true)
    expect(released).toEqual(['blob:1'])
    expect(seen()).toEqual(['m2 uploading 0'])
    await going[0]?.end({ kind: 'done', file: fileRef('f1') })
    expect(said).toEqual([])
    sender.cancel('m2')
    expect(seen()).toEqual([])
  })

  test('that cannot be sent are shown with the reason and not tried', () => {
    const { sender, going, seen } = setUp()
    sender.addRefused('s1', 'm1', { blob: new Blob(['abc']), name: 'a', content: { kind: 'file' } }, error)
    sender.retry('m1')
    expect(going).toEqual([])
    expect(seen()).toEqual(['m1 failed 0'])
  })
})
