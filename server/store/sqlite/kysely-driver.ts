import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Sqlite } from '../sqlite'
import type { Tables } from '../tables'

/** Statements that are kept prepared; those with lists in them come in endless variety. */
const MAX_PREPARED = 500

/**
 * Queries that are built where nobody waits for them, on the connection that everything shares.
 * @param before called before each query
 */
export function kyselyOn(sqlite: Sqlite, before: () => Promise<void> | void): Kysely<Tables> {
  const dialect: Dialect = {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new SharedDriver(sqlite, before),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
  return new Kysely<Tables>({ dialect })
}

class SharedDriver implements Driver {
  private readonly connection: DatabaseConnection

  constructor(sqlite: Sqlite, before: () => Promise<void> | void) {
    this.connection = new SharedConnection(sqlite, before)
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.connection
  }

  async beginTransaction(): Promise<void> {
    throw new Error('transactions are begun by the store')
  }

  async commitTransaction(): Promise<void> {}

  async rollbackTransaction(): Promise<void> {}

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {}
}

class SharedConnection implements DatabaseConnection {
  private readonly prepared = new Map<string, ReturnType<Sqlite['prepare']>>()

  constructor(
    private readonly sqlite: Sqlite,
    private readonly before: () => Promise<void> | void,
  ) {}

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    await this.before()
    const statement = this.prepare(sql)
    const values = parameters as (string | number | null)[]
    if (statement.columns().length > 0) return { rows: statement.all(...values) as R[] }
    const { changes } = statement.run(...values)
    return { rows: [], numAffectedRows: BigInt(changes) }
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('rows are read at once')
  }

  private prepare(text: string): ReturnType<Sqlite['prepare']> {
    const known = this.prepared.get(text)
    if (known) return known
    if (this.prepared.size >= MAX_PREPARED) this.prepared.clear()
    const statement = this.sqlite.prepare(text)
    this.prepared.set(text, statement)
    return statement
  }
}
