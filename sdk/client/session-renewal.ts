import { isRecord, isSession, SESSION_KEY, type SessionRecord } from '../login/session-record'
import type { Platform } from '../platform/platform'

const AGAIN_AFTER_MS = 60_000
/** Timers of a phone are not to be trusted with more. */
const LONGEST_WAIT_MS = 24 * 3_600_000
/** Renewed when this part of its lifetime is left. */
const LAST_PART = 1 / 4

/** Keeps the token of a connected customer from ending: a new one is fetched in time, and the old one stays good. */
export class SessionRenewal {
  private cancelTimer = () => {}
  private running = false

  constructor(
    private readonly platform: Platform,
    private readonly callCentre: string,
    private readonly serverUrl: string,
  ) {}

  /** The stored session of this call centre, also when it has expired. */
  get record(): SessionRecord | null {
    const stored = this.platform.storage.read(SESSION_KEY)
    return isRecord(stored, this.callCentre) ? stored : null
  }

  /** Looks after the session until `stop`. */
  start(): void {
    this.stop()
    const { record, platform } = this
    if (!record || this.running) return
    const { session, since = 0 } = record
    const left = session.expiresAt - platform.now()
    const early = left - (session.expiresAt - since) * LAST_PART
    if (early > 0) this.wait(early)
    else if (left > 0) this.renew(record)
  }

  stop(): void {
    this.cancelTimer()
  }

  private wait(ms: number): void {
    this.cancelTimer = this.platform.after(Math.min(ms, LONGEST_WAIT_MS), () => this.start())
  }

  private renew({ session: { token } }: SessionRecord): void {
    const { platform } = this
    this.running = true
    const url = `${this.serverUrl.replace(/\/+$/, '')}/v1/customer/refresh`
    platform.request('POST', { url, token }, (answer) => {
      this.running = false
      const { record } = this
      // somebody logged in or out meanwhile
      if (record?.session.token !== token) return
      if (answer?.status === 200 && isSession(answer.body)) {
        platform.storage.write(SESSION_KEY, { ...record, session: answer.body, since: platform.now() })
        this.start()
      }
      // a token that is refused is replaced when the socket is refused too
      else if (!answer || answer.status >= 500 || answer.status === 429) this.wait(AGAIN_AFTER_MS)
    })
  }
}
