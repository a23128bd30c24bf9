/** The one source of time: the real clock here, a fake one in tests. Times are ms since 1970. */
export interface Clock {
  now(): number
  /** Runs `task` once at `dueAt` or soon after; returns how to call it off. */
  at(dueAt: number, task: () => void): () => void
}

/** setTimeout holds at most 2^31 - 1 ms; longer waits are taken in steps. */
const LONGEST_STEP_MS = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Date.now(),
  at(dueAt, task) {
    let timer: NodeJS.Timeout
    const wait = () => {
      const left = dueAt - Date.now()
      timer = left > LONGEST_STEP_MS ? setTimeout(wait, LONGEST_STEP_MS) : setTimeout(task, Math.max(0, left))
      timer.unref()
    }
    wait()
    return () => clearTimeout(timer)
  },
}
