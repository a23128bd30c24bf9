import { type Fields, fields, isFields, number, text } from '../record'
import { ApiEvent, ApiFailure, fail, succeed } from './api'

const DEFAULT_TIMEOUT = 60_000

/** Header names as the caller wrote them, with WeChat's default content type. */
function headersOf(given: unknown): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(fields(given))) {
    // the browser sets these itself and refuses the caller's
    if (!/^(referer|user-agent|cookie|host|content-length)$/i.test(name)) headers.set(name, text(value))
  }
  if (!headers.has('content-type')) headers.set('content-type', 'application/json')
  return headers
}

const encodeForm = (data: Fields) =>
  new URLSearchParams(Object.entries(data).map(([name, value]) => [name, text(value)])).toString()

/** WeChat's rules: a string goes as it is, GET data becomes the query, other data follows the content type. */
function encode(url: string, method: string, data: unknown, headers: Headers): { url: string; body?: BodyInit } {
  if (data === undefined || data === null) return { url }
  if (data instanceof ArrayBuffer) return method === 'GET' ? { url } : { url, body: data }
  if (method === 'GET' || method === 'HEAD') {
    const query = isFields(data) ? encodeForm(data) : text(data)
    return { url: query ? `${url}${url.includes('?') ? '&' : '?'}${query}` : url }
  }
  if (!isFields(data)) return { url, body: text(data) }
  const isForm = headers.get('content-type')?.includes('application/x-www-form-urlencoded')
  return { url, body: isForm ? encodeForm(data) : JSON.stringify(data) }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

async function readBody(response: Response, options: Fields): Promise<unknown> {
  if (options.responseType === 'arraybuffer') return response.arrayBuffer()
  const body = await response.text()
  return (options.dataType ?? 'json') === 'json' ? parseJson(body) : body
}

/** Runs a fetch that a caller can abort and that gives up in time. @throws ApiFailure `abort` or `timeout` */
export async function fetchWithin(
  abort: AbortController,
  timeout: number,
  url: string,
  init: RequestInit,
): Promise<Response> {
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    abort.abort()
  }, timeout)
  try {
    return await fetch(url, { ...init, signal: abort.signal })
  } catch (error) {
    if (timedOut) throw new ApiFailure('timeout', { errno: 5 })
    if (abort.signal.aborted) throw new ApiFailure('abort')
    throw new ApiFailure(error instanceof Error ? error.message : String(error), { errno: 600_000 })
  } finally {
    clearTimeout(timer)
  }
}

/** `wx.request`: a real HTTP request. Any status is a success; only no answer at all is a failure. */
export function request(given: unknown): object {
  const options = fields(given)
  const abort = new AbortController()
  const headersReceived = new ApiEvent<Fields>()
  const run = async () => {
    const url = text(options.url)
    if (!url) throw new ApiFailure('invalid url ""')
    const method = text(options.method, 'GET').toUpperCase()
    const headers = headersOf(options.header)
    const { url: address, body } = encode(url, method, options.data, headers)
    if (body === undefined && (method === 'GET' || method === 'HEAD')) headers.delete('content-type')
    const init: RequestInit = { method, headers, ...(body === undefined ? {} : { body }) }
    const response = await fetchWithin(abort, number(options.timeout, DEFAULT_TIMEOUT), address, init)
    const header = Object.fromEntries(response.headers)
    headersReceived.emit({ header })
    return { data: await readBody(response, options), statusCode: response.status, header, cookies: [] }
  }
  run().then(
    (result) => succeed('request', options, result),
    (error) => fail('request', options, error),
  )
  return {
    abort: () => abort.abort(),
    onHeadersReceived: headersReceived.on,
    offHeadersReceived: headersReceived.off,
  }
}
