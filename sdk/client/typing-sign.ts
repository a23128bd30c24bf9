import type { Platform } from '../platform/platform'

/** Said again at most this often while somebody types. */
const SAY_EVERY_MS = 3_000
/** Who says nothing for this long has stopped typing. */
const SHOWN_FOR_MS = 6_000

/** That somebody is typing, in both directions. Never kept, never logged. */
export function createTypingSign(platform: Platform, changed: () => void) {
  /** the agent is typing */
  let isShown = false
  let saidAt = Number.NEGATIVE_INFINITY
  let cancelTimer = () => {}

  return {
    get isShown() {
      return isShown
    },
    show,
    hide,
    typed,
    sent,
  }

  /** The agent is typing: shown until `hide`, or for a few seconds. Does not call `changed`. */
  function show(): void {
    hide()
    isShown = true
    cancelTimer = platform.after(SHOWN_FOR_MS, () => {
      isShown = false
      changed()
    })
  }

  /** Their message is here, or nobody can say whether they still type. Does not call `changed`. */
  function hide(): void {
    cancelTimer()
    isShown = false
  }

  /** The customer typed. @returns whether it is time to say so */
  function typed(): boolean {
    const now = platform.now()
    // also when the clock of the phone was put back
    if (Math.abs(now - saidAt) < SAY_EVERY_MS) return false
    saidAt = now
    return true
  }

  /** What was typed is sent: the next key is said at once. */
  function sent(): void {
    saidAt = Number.NEGATIVE_INFINITY
  }
}

export type TypingSign = ReturnType<typeof createTypingSign>
