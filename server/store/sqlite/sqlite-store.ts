import type { Clock } from '../../clock'
import type { OpenDatabase } from '../open-database'
import type { Store, Tx, View } from '../store'
import { Changes } from './changes'
import { Committed, CommittedView } from './committed'
import { Memory } from './known'
import { Queues } from './queues'
import { Rows } from './rows'
import { Statements, type Value } from './statements'
import { Unit } from './unit'
import type { Batch } from './work'

/** Use cases that share one commit at most: more would make the first wait for the last. */
const MAX_BATCH = 1_024

/**
 * Turns of the event loop between two commits. Node accepts one new connection a turn (libuv since 1.45), and a turn with
 * a commit is long: with one turn for each, clients who come back to a busy server would be let in one a commit. A turn
 * in which nothing comes costs some microseconds.
 */
const TURNS = 8

export interface StoreEvents {
  /** after a commit, with the topics of all it holds */
  committed(topics: ReadonlySet<string>): void
}

interface Job {
  /** Carries the use case out. @throws what it throws */
  run(tx: Tx): Promise<void>
  /** Tells its caller, once what it rests on is durable. */
  settle(): void
  fail(error: unknown): void
}

/**
 * The store on one SQLite file, which one process holds. Use cases run one after the other; all that a few turns
 * of the event loop brought share a commit (group commit). A use case that throws is undone alone.
 *
 * A use case awaits nothing but the store, so a whole batch runs before anything else gets its turn; reads wait for its
 * commit.
 */
export class SqliteStore implements Store {
  commits = 0
  private readonly statements: Statements
  private readonly rows: Rows
  private readonly memory = new Memory()
  private readonly queues: Queues
  private readonly committed: Committed
  private readonly waiting: Job[] = []
  /** resolves when the batch at hand is committed */
  private batch: Promise<void> | undefined
  private draining: Promise<void> | undefined
  private readers = 0
  private whenUnread = () => {}

  constructor(
    private readonly database: OpenDatabase,
    private readonly clock: Clock,
    private readonly events: StoreEvents,
  ) {
    this.statements = new Statements(database.sqlite)
    this.rows = new Rows(this.statements, database.life)
    this.queues = new Queues(this.rows)
    this.committed = new Committed(this.statements, this.rows, this.memory, this.queues)
  }

  write<T>(_scope: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let settle = () => {}
      this.waiting.push({
        async run(tx) {
          try {
            const result = await work(tx)
            settle = () => resolve(result)
          } catch (error) {
            settle = () => reject(error)
            throw error
          }
        },
        settle: () => settle(),
        fail: reject,
      })
      this.draining ??= this.drain()
    })
  }

  async read<T>(work: (view: View) => Promise<T>): Promise<T> {
    while (this.batch) await this.batch
    this.readers += 1
    try {
      return await work(new CommittedView(this.committed, this.clock.now()))
    } finally {
      this.readers -= 1
      if (this.readers === 0) this.whenUnread()
    }
  }

  /** Asks the tables themselves: for tests, and for operators who look into a store. */
  async ask<Row>(text: string, ...values: Value[]): Promise<Row[]> {
    while (this.batch) await this.batch
    return this.statements.all<Row>(text, ...values)
  }

  /** Words that were taken back are still in the write-ahead log; it is emptied into the database, where they are not. */
  async erase(): Promise<void> {
    await this.ask('pragma wal_checkpoint(truncate)')
  }

  async idle(): Promise<void> {
    await this.draining
  }

  async close(): Promise<void> {
    await this.draining
    if (this.database.sqlite.isOpen) this.database.close()
  }

  forgetAll(): void {
    this.memory.clear()
    this.queues.clear()
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      // whatever these turns of the loop read from sockets shares the commit
      for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve))
      while (this.readers > 0) await new Promise<void>((resolve) => (this.whenUnread = resolve))
      this.batch = this.commit(this.waiting.splice(0, MAX_BATCH))
      await this.batch
      this.batch = undefined
    }
    this.draining = undefined
  }

  private async commit(jobs: readonly Job[]): Promise<void> {
    const batch: Batch = { changes: new Changes(), read: new Map(), forgotten: new Set(), topics: new Set() }
    try {
      this.statements.exec('begin immediate')
      for (const job of jobs) await this.runAlone(job, batch)
      batch.changes.flush(this.statements)
      this.statements.exec('commit')
    } catch (error) {
      this.rollBack()
      for (const job of jobs) job.fail(error)
      return
    }
    this.commits += 1
    this.database.grown(this.rows.lastPosition())
    this.remember(batch)
    for (const job of jobs) job.settle()
    if (batch.topics.size > 0) this.events.committed(batch.topics)
  }

  /** @throws when the database has rolled back the whole batch */
  private async runAlone(job: Job, batch: Batch): Promise<void> {
    const { statements, rows, memory } = this
    const unit = new Unit({ statements, rows, memory }, batch, this.clock.now())
    try {
      await job.run(unit)
      unit.finish()
    } catch (error) {
      undo(unit, error)
    }
  }

  private rollBack(): void {
    try {
      // the database may have done so already
      if (this.statements.isTransaction) this.statements.exec('rollback')
    } catch {
      // what made it fail is what is told
    }
  }

  private remember({ changes, read, forgotten }: Batch): void {
    for (const conversationId of forgotten) this.memory.forget(conversationId)
    for (const known of read.values()) this.memory.set(known)
    for (const { known } of changes.values()) this.memory.set(known)
    for (const { before, after } of changes.moves()) this.queues.moved(before, after)
  }
}

/** @throws the cause itself, when the database has rolled back the whole batch, as it does on a full disk */
function undo(unit: Unit, cause: unknown): void {
  try {
    unit.undo()
  } catch {
    throw cause
  }
}
