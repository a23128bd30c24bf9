import { type Fields, fields, number, text } from '../record'
import { ApiEvent, ApiFailure, fail, succeed } from './api'
import { openFile, registerFile } from './file-registry'
import { fetchWithin } from './request'

const DEFAULT_TIMEOUT = 60_000

const progressOf = (sent: number, total: number) => (total === 0 ? 100 : Math.floor((sent / total) * 100))

/** `wx.uploadFile`: a real multipart upload, with real progress. */
export function uploadFile(given: unknown): object {
  const options = fields(given)
  const upload = new XMLHttpRequest()
  const progress = new ApiEvent<Fields>()
  const headersReceived = new ApiEvent<Fields>()
  const run = async (): Promise<Fields> => {
    const file = await openFile(text(options.filePath))
    const form = new FormData()
    for (const [name, value] of Object.entries(fields(options.formData))) form.append(name, text(value))
    form.append(text(options.name, 'file'), file, text(options.fileName, file.name))
    upload.open('POST', text(options.url))
    for (const [name, value] of Object.entries(fields(options.header))) {
      // the browser writes the boundary into the content type
      if (!/^(content-type|referer|user-agent|cookie|host)$/i.test(name)) upload.setRequestHeader(name, text(value))
    }
    upload.timeout = number(options.timeout, DEFAULT_TIMEOUT)
    upload.upload.addEventListener('progress', ({ loaded, total }) => {
      progress.emit({ progress: progressOf(loaded, total), totalBytesSent: loaded, totalBytesExpectedToSend: total })
    })
    return new Promise((resolve, reject) => {
      upload.addEventListener('load', () => {
        headersReceived.emit({ header: {} })
        resolve({ data: upload.responseText, statusCode: upload.status })
      })
      upload.addEventListener('error', () => reject(new ApiFailure('network error')))
      upload.addEventListener('timeout', () => reject(new ApiFailure('timeout')))
      upload.addEventListener('abort', () => reject(new ApiFailure('abort')))
      upload.send(form)
    })
  }
  run().then(
    (result) => succeed('uploadFile', options, result),
    (error) => fail('uploadFile', options, error),
  )
  return {
    abort: () => upload.abort(),
    onProgressUpdate: progress.on,
    offProgressUpdate: progress.off,
    onHeadersReceived: headersReceived.on,
    offHeadersReceived: headersReceived.off,
  }
}

/** `wx.downloadFile`: fetches a file into the registry of temporary files. */
export function downloadFile(given: unknown): object {
  const options = fields(given)
  const abort = new AbortController()
  const progress = new ApiEvent<Fields>()
  const run = async (): Promise<Fields> => {
    const url = text(options.url)
    const headers = Object.entries(fields(options.header)).map(([name, value]): [string, string] => [name, text(value)])
    const response = await fetchWithin(abort, number(options.timeout, DEFAULT_TIMEOUT), url, { headers })
    const blob = await response.blob()
    progress.emit({ progress: 100, totalBytesWritten: blob.size, totalBytesExpectedToWrite: blob.size })
    return { tempFilePath: registerFile(blob, new URL(url, location.href).pathname), statusCode: response.status }
  }
  run().then(
    (result) => succeed('downloadFile', options, result),
    (error) => fail('downloadFile', options, error),
  )
  return { abort: () => abort.abort(), onProgressUpdate: progress.on, offProgressUpdate: progress.off }
}
