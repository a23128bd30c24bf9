import { createRequire } from 'node:module'
import { CccError } from '@ccc-store/core/protocol'
import type { DatabaseSync, DatabaseSyncInstance } from '@photostructure/sqlite'

/** A SQLite database, opened and used synchronously; Node's own API. */
export type Sqlite = DatabaseSyncInstance

/** Node's own SQLite where it is complete, else the same API from a package whose binaries come inside it. */
const MODULES = ['node:sqlite', '@photostructure/sqlite']

const load = createRequire(__filename)

/**
 * Opens a file, or `:memory:`.
 * @throws CccError SQLITE_MISSING when this machine has no SQLite that can be used; else what SQLite says, with its
 * number as `errcode`
 */
export const openSqlite = (path: string): Sqlite => new (databaseClass())(path, { timeout: 0 })

/**
 * @param modules names of modules, best first
 * @throws CccError SQLITE_MISSING
 */
export function databaseClass(modules: readonly string[] = MODULES): typeof DatabaseSync {
  const reasons: string[] = []
  for (const name of modules) {
    try {
      const found: typeof import('@photostructure/sqlite') = load(name)
      // Node 22.13 to 22.15 have a SQLite that cannot tell whether a statement gives rows
      if ('columns' in found.StatementSync.prototype) return found.DatabaseSync
      reasons.push(`${name}: too old`)
    } catch (error) {
      reasons.push(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
    }
  }
  throw new CccError('SQLITE_MISSING', {
    platform: `${process.platform}-${process.arch}, Node ${process.version}`,
    detail: reasons.join('; '),
  })
}

/**
 * Closes a database and lets go of its file. Statements live until they are collected as garbage, and one of the two
 * modules keeps the locks of a connection that still has some: so the locks are given back before.
 */
export function closeSqlite(sqlite: Sqlite): void {
  try {
    sqlite.exec('pragma journal_mode = DELETE')
    sqlite.exec('pragma locking_mode = NORMAL')
    // a change of the locking mode takes effect with the next read
    sqlite.prepare('select 1 from sqlite_schema').get()
  } catch {
    // a full disk, or somebody else's lock: nothing is lost by closing as it is
  }
  sqlite.close()
}

/** SQLite's result code 5, and those that extend it: another process holds the file. */
export const isBusy = (error: Error): boolean =>
  'errcode' in error && typeof error.errcode === 'number' && (error.errcode & 0xff) === 5
