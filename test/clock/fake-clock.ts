import type { Clock } from '@ccc-store/server'

/** The one fake clock: time passes only when a test says so. */
export class FakeClock implements Clock {
  private time: number
  private readonly tasks = new Set<{ dueAt: number; task: () => void }>()

  /** @param start ms since 1970 */
  constructor(start = Date.UTC(2026, 0, 1)) {
    this.time = start
  }

  now = (): number => this.time

  at(dueAt: number, task: () => void): () => void {
    const entry = { dueAt, task }
    this.tasks.add(entry)
    return () => this.tasks.delete(entry)
  }

  /** Lets time pass; what falls due is run in its order. */
  advance(ms: number): void {
    this.time += ms
    const due = [...this.tasks].filter(({ dueAt }) => dueAt <= this.time).sort((a, b) => a.dueAt - b.dueAt)
    for (const entry of due) {
      this.tasks.delete(entry)
      entry.task()
    }
  }
}
