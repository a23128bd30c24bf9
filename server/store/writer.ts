import { sql, type Transaction } from 'kysely'
import type { Clock } from '../clock'
import type { Database } from './open-database'
import type { Tables } from './tables'

/** One use case at work: its view of the tables, its moment, and what to tell others once it is committed. */
export interface Tx {
  db: Transaction<Tables>
  /** ms since 1970; the same throughout a use case */
  now: number
  /** Tells whoever watches `topic` to look again, after the commit. */
  hint(topic: string): void
}

export interface WriterEvents {
  /** after a commit, with the topics of all it holds */
  committed(topics: ReadonlySet<string>): void
}

/** Use cases that share one commit at most: more would make the first wait for the last. */
const MAX_BATCH = 256

interface Job {
  /** Carries the use case out and keeps its outcome back until the commit. */
  run(tx: Tx): Promise<void>
  settle(): void
  fail(error: unknown): void
}

/**
 * The only way to write (DESIGN rule 3: one command, one transaction, then the acknowledgement). Use cases run one
 * after the other; those that wait while a commit is on its way to the disk share the next one (group commit). A use
 * case that throws is rolled back alone, and its caller gets the error.
 */
export class Writer {
  /** how often something was written: what was read since the last time still holds */
  commits = 0
  private readonly queue: Job[] = []
  private draining: Promise<void> | undefined

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly events: WriterEvents,
  ) {}

  /** Resolves with the work's result once it is durable. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let settle = () => {}
      this.queue.push({
        async run(tx) {
          const result = await work(tx)
          settle = () => resolve(result)
        },
        settle: () => settle(),
        fail: reject,
      })
      this.draining ??= this.drain()
    })
  }

  /** Resolves when nothing is left to write. */
  async idle(): Promise<void> {
    await this.draining
  }

  private async drain(): Promise<void> {
    while (this.queue.length > 0) await this.commit(this.queue.splice(0, MAX_BATCH))
    this.draining = undefined
  }

  private async commit(batch: readonly Job[]): Promise<void> {
    const done: Job[] = []
    const topics = new Set<string>()
    try {
      await this.database.transaction().execute(async (db) => {
        for (const job of batch) {
          if (await this.runAlone(db, job, topics)) done.push(job)
        }
      })
    } catch (error) {
      for (const job of batch) job.fail(error)
      return
    }
    this.commits += 1
    for (const job of done) job.settle()
    if (topics.size > 0) this.events.committed(topics)
  }

  private async runAlone(db: Transaction<Tables>, job: Job, topics: Set<string>): Promise<boolean> {
    const hints: string[] = []
    await sql`savepoint job`.execute(db)
    try {
      await job.run({ db, now: this.clock.now(), hint: (topic) => hints.push(topic) })
      await sql`release job`.execute(db)
    } catch (error) {
      await rollBackJob(db, error)
      job.fail(error)
      return false
    }
    for (const topic of hints) topics.add(topic)
    return true
  }
}

/** @throws the cause itself, when the database has rolled back the whole batch, as it does on a full disk */
async function rollBackJob(db: Transaction<Tables>, cause: unknown): Promise<void> {
  try {
    await sql`rollback to job`.execute(db)
    await sql`release job`.execute(db)
  } catch {
    throw cause
  }
}
