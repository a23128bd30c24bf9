import type { Settings } from '../settings'
import { type Finding, finding } from './finding'

const PATIENCE_MS = 3_000
const MOST_BYTES = 64 * 1024

/**
 * Asks the call centre whether it is there, and whether it knows the app and the flow; it waits three seconds for each
 * answer as a whole, and reads no more than 64 KB of it. Nothing but the two settings is sent.
 */
export async function checkServer({ serverUrl, sdkAppId, ivrId }: Settings): Promise<Finding[]> {
  try {
    const health = await ask(`${serverUrl}/healthz`)
    const query = new URLSearchParams({ sdkAppId: String(sdkAppId), ivrId })
    const check = health.ok ? await ask(`${serverUrl}/v1/customer/check?${query}`) : health
    if (check.ok && fieldOf(check.body, 'ok') === true) return []
    const refusal = refusalIn(check.body)
    if (refusal === undefined && !check.ok && check.body === undefined) {
      return [finding('server-unreachable', { url: serverUrl, reason: `HTTP ${check.status}` })]
    }
    return [refusal ?? finding('server-foreign', { url: serverUrl })]
  } catch (error) {
    return [finding('server-unreachable', { url: serverUrl, reason: reasonOf(error) })]
  }
}

interface Answer {
  ok: boolean
  status: number
  /** What the body says; undefined when it is no JSON. */
  body: unknown
}

async function ask(url: string): Promise<Answer> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const response = await fetch(url, { signal })
  const text = await textOf(response, signal)
  return { ok: response.ok, status: response.status, body: parsed(text) }
}

/** The body as far as it is of a size that a call centre sends; throws when it does not end in time. */
async function textOf({ body }: Response, signal: AbortSignal): Promise<string> {
  if (body === null) return ''
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body) {
    signal.throwIfAborted()
    bytes += chunk.length
    chunks.push(chunk)
    if (bytes > MOST_BYTES) break
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What a call centre says in words of its own; one without such a question says nothing about the settings. */
function refusalIn(answer: unknown): Finding | undefined {
  const error = fieldOf(answer, 'error')
  const [code, zh, en] = ['code', 'zh', 'en'].map((key) => fieldOf(error, key))
  if (typeof code !== 'string' || typeof zh !== 'string' || typeof en !== 'string') return undefined
  return /^(APP|FLOW)_/.test(code)
    ? finding('settings-refused', { code, zh, en })
    : finding('server-refuses', { code, zh, en })
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = fieldOf({ ...(typeof cause === 'object' ? cause : {}) }, 'code')
  return typeof code === 'string' ? code : cause instanceof Error ? cause.message : String(cause)
}
