import type { Sqlite } from '../sqlite'

/** What SQLite stores. */
export type Value = string | number | null

type Statement = ReturnType<Sqlite['prepare']>

/** A database's statements, each prepared once. Rows are what the text says: whoever writes it names their type. */
export class Statements {
  private readonly prepared = new Map<string, Statement>()

  constructor(private readonly sqlite: Sqlite) {}

  one<Row>(text: string, ...values: Value[]): Row | undefined {
    return this.statement(text).get(...values) as Row | undefined
  }

  all<Row>(text: string, ...values: Value[]): Row[] {
    return this.statement(text).all(...values) as Row[]
  }

  run(text: string, ...values: Value[]): void {
    this.statement(text).run(...values)
  }

  /** For what is no query: begins and ends of transactions. */
  exec(text: string): void {
    this.statement(text).run()
  }

  get isTransaction(): boolean {
    return this.sqlite.isTransaction
  }

  private statement(text: string): Statement {
    const known = this.prepared.get(text)
    if (known) return known
    const statement = this.sqlite.prepare(text)
    this.prepared.set(text, statement)
    return statement
  }
}
