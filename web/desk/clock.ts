/** Time as the desk knows it; a fake one in tests. */
export interface Clock {
  /** milliseconds since 1970 */
  now(): number
  /** Runs the task at a moment. @returns what cancels it */
  at(dueAt: number, task: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  at(dueAt, task) {
    const timer = setTimeout(task, Math.max(0, dueAt - Date.now()))
    return () => clearTimeout(timer)
  },
}
