import { describe, expect, test } from '@jest/globals'
import { fileRef } from '../testing/entries'
import { type UploadRequest, uploadTo } from './upload-file'

/** A browser's request whose other end a test plays. */
class FakeRequest implements UploadRequest {
  upload: UploadRequest['upload'] = { onprogress: null }
  onload: UploadRequest['onload'] = null
  onerror: UploadRequest['onerror'] = null
  onabort: UploadRequest['onabort'] = null
  status = 0
  responseText = ''
  readonly calls: unknown[] = []
  form: FormData | undefined

  open(...call: unknown[]): void {
    this.calls.push(call)
  }

  setRequestHeader(...call: unknown[]): void {
    this.calls.push(call)
  }

  send(form?: unknown): void {
    if (form instanceof FormData) this.form = form
  }

  abort(): void {
    this.happen(this.onabort)
  }

  answer(status: number, body: string): void {
    Object.assign(this, { status, responseText: body })
    this.happen(this.onload)
  }

  fail(): void {
    this.happen(this.onerror)
  }

  private happen(listener: UploadRequest['onload']): void {
    Reflect.apply(listener ?? (() => {}), this, [])
  }
}

function upload() {
  const request = new FakeRequest()
  const parts: number[] = []
  const blob = new Blob(['abc'], { type: 'image/png' })
  const going = uploadTo(
    'https://a.example/',
    'secret',
    () => request,
  )({ kind: 'image', name: 'a.png', blob }, (part) => parts.push(part))
  return { request, parts, going }
}

describe('an upload', () => {
  test('is one part named file, with the kind in the address and the token in the header', () => {
    const { request } = upload()
    expect(request.calls).toEqual([
      ['POST', 'https://a.example/v1/agent/files?kind=image'],
      ['authorization', 'Bearer secret'],
    ])
    const file = request.form?.get('file')
    expect(file instanceof File && [file.name, file.type, file.size]).toEqual(['a.png', 'image/png', 3])
  })

  test('tells its progress', () => {
    const { request, parts } = upload()
    for (const loaded of [0, 1, 4])
      request.upload.onprogress?.(Object.assign(new Event('progress'), { loaded, total: 4, lengthComputable: true }))
    expect(parts).toEqual([0, 0.25, 1])
  })

  test('ends with the file, or with why it was refused', async () => {
    const done = upload()
    done.request.answer(200, JSON.stringify(fileRef('f1')))
    expect(await done.going.result).toEqual({ kind: 'done', file: fileRef('f1') })
    const error = { code: 'FILE_KIND', zh: '格式', en: 'format' }
    const refused = upload()
    refused.request.answer(415, JSON.stringify({ error }))
    expect(await refused.going.result).toEqual({ kind: 'refused', error })
  })

  test('that nobody answers, or something that is no call centre, has reached nothing', async () => {
    const lost = upload()
    lost.request.fail()
    expect(await lost.going.result).toEqual({ kind: 'unreachable' })
    const proxy = upload()
    proxy.request.answer(502, '<html>')
    expect(await proxy.going.result).toEqual({ kind: 'unreachable' })
    const given = upload()
    given.going.cancel()
    expect(await given.going.result).toEqual({ kind: 'unreachable' })
  })
})
