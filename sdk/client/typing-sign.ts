import type { Platform } from '../platform/platform'

/** Said again at most this often while somebody types. */
const SAY_EVERY_MS = 3_000
/** Who says nothing for this long has stopped typing. */
const SHOWN_FOR_MS = 6_000

/** That somebody is typing, in both directions. Never kept, never logged. */
export class TypingSign {
  /** the agent is typing */
  isShown = false
  private saidAt = Number.NEGATIVE_INFINITY
  private cancelTimer = () => {}

  constructor(
    private readonly platform: Platform,
    private readonly changed: () => void,
  ) {}

  /** The agent is typing: shown until `hide`, or for a few seconds. Does not call `changed`. */
  show(): void {
    this.hide()
    this.isShown = true
    this.cancelTimer = this.platform.after(SHOWN_FOR_MS, () => {
      this.isShown = false
      this.changed()
    })
  }

  /** Their message is here, or nobody can say whether they still type. Does not call `changed`. */
  hide(): void {
    this.cancelTimer()
    this.isShown = false
  }

  /** The customer typed. @returns whether it is time to say so */
  typed(): boolean {
    const now = this.platform.now()
    // also when the clock of the phone was put back
    if (Math.abs(now - this.saidAt) < SAY_EVERY_MS) return false
    this.saidAt = now
    return true
  }

  /** What was typed is sent: the next key is said at once. */
  sent(): void {
    this.saidAt = Number.NEGATIVE_INFINITY
  }
}
