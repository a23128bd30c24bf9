import type { Clock } from '@ccc-store/server'

interface Task {
  /** ms since 1970 */
  dueAt: number
  task: () => void
}

/** The one fake clock: time passes only when a test says so. */
export class FakeClock implements Clock {
  private time: number
  private readonly tasks = new Set<Task>()

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

  /** Lets time pass. What falls due runs in its order, each at its own time, and so does what that sets off. */
  advance(ms: number): void {
    const end = this.time + ms
    for (let next = this.nextUntil(end); next; next = this.nextUntil(end)) {
      this.tasks.delete(next)
      // what was due before it was set runs at once
      this.time = Math.max(this.time, next.dueAt)
      next.task()
    }
    this.time = end
  }

  private nextUntil(end: number): Task | undefined {
    const due = [...this.tasks].filter(({ dueAt }) => dueAt <= end)
    return due.reduce<Task | undefined>((first, task) => (first && first.dueAt <= task.dueAt ? first : task), undefined)
  }
}
