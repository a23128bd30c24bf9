import { isRecord, isSession, SESSION_KEY, type SessionRecord } from '../login/session-record'
import type { Platform } from '../platform/platform'
import { errorOf } from './file-access'

const AGAIN_AFTER_MS = 60_000
/** Timers of a phone are not to be trusted with more. */
const LONGEST_WAIT_MS = 24 * 3_600_000
/** Renewed when this part of its lifetime is left. */
const LAST_PART = 1 / 4

/**
 * Keeps the token of a connected customer from ending: a new one is fetched in time, and the old one stays good.
 * @param serverUrl without a slash at its end
 */
export function createSessionRenewal(platform: Platform, callCentre: string, serverUrl: string) {
  let cancelTimer = () => {}
  let running = false

  return { record, start, stop }

  /** The stored session of this call centre, also when it has expired. */
  function record(): SessionRecord | null {
    const stored = platform.storage.read(SESSION_KEY)
    return isRecord(stored, callCentre) ? stored : null
  }

  /** Looks after the session until `stop`. */
  function start(): void {
    stop()
    const stored = record()
    if (!stored || running) return
    const { session, since = 0 } = stored
    const left = session.expiresAt - platform.now()
    const early = left - (session.expiresAt - since) * LAST_PART
    if (early > 0) wait(early)
    else if (left > 0) renew(stored)
  }

  function stop(): void {
    cancelTimer()
  }

  function wait(ms: number): void {
    cancelTimer = platform.after(Math.min(ms, LONGEST_WAIT_MS), start)
  }

  function renew({ session: { token } }: SessionRecord): void {
    running = true
    const url = `${serverUrl}/v1/customer/refresh`
    platform.request('POST', { url, token }, (answer) => {
      running = false
      const stored = record()
      // somebody logged in or out meanwhile
      if (stored?.session.token !== token) return
      if (answer?.status === 200 && isSession(answer.body)) {
        platform.storage.write(SESSION_KEY, { ...stored, session: answer.body, since: platform.now() })
        start()
      }
      // a token that is refused is replaced when the socket is refused too
      else if (!answer || errorOf(answer).retry) wait(AGAIN_AFTER_MS)
    })
  }
}

export type SessionRenewal = ReturnType<typeof createSessionRenewal>
