import type { Settings } from '../settings'
import { type Finding, finding } from './finding'

const PATIENCE_MS = 3_000

/**
 * Asks the call centre whether it is there, and whether it knows the app and the flow; it waits three seconds for each.
 * Nothing but the two settings is sent.
 */
export async function checkServer({ serverUrl, sdkAppId, ivrId }: Settings): Promise<Finding[]> {
  try {
    const health = await fetch(`${serverUrl}/healthz`, { signal: AbortSignal.timeout(PATIENCE_MS) })
    if (!health.ok) return [finding('server-unreachable', { url: serverUrl, reason: `HTTP ${health.status}` })]
    const query = new URLSearchParams({ sdkAppId: String(sdkAppId), ivrId })
    const answer = await fetch(`${serverUrl}/v1/customer/check?${query}`, { signal: AbortSignal.timeout(PATIENCE_MS) })
    return answer.ok ? [] : refusalOf(await answer.json())
  } catch (error) {
    return [finding('server-unreachable', { url: serverUrl, reason: reasonOf(error) })]
  }
}

function refusalOf(answer: unknown): Finding[] {
  const error = fieldOf(answer, 'error')
  const [code, zh, en] = ['code', 'zh', 'en'].map((key) => fieldOf(error, key))
  // An older call centre that has no such route says nothing about the settings.
  if (typeof code !== 'string' || typeof zh !== 'string' || typeof en !== 'string') return []
  return /^(APP|FLOW)_/.test(code) ? [finding('settings-refused', { code, zh, en })] : []
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
