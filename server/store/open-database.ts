import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { CccError } from '@ccc-store/core/protocol'
import SqliteDatabase from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { MIGRATIONS } from './migrations'
import type { Tables } from './tables'

export type Database = Kysely<Tables>

/** In place of a folder: a database that is gone when it is closed. */
export const IN_MEMORY = ':memory:'

/**
 * Opens the database of a data folder, making and migrating it as needed, and holds it for this process alone.
 * @throws CccError DATA_IN_USE, DATA_NEWER, DATA_UNUSABLE
 */
export function openDatabase(dataDir: string): Database {
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: openSqlite(dataDir) }) })
}

function openSqlite(dataDir: string): SqliteDatabase.Database {
  let sqlite: SqliteDatabase.Database | undefined
  try {
    sqlite = new SqliteDatabase(databaseFile(dataDir), { timeout: 0 })
    // held from the first read on, let go by the system whatever ends the process
    sqlite.pragma('locking_mode = EXCLUSIVE')
    sqlite.pragma('journal_mode = WAL')
    // P1: a commit returns only after its bytes are on the disk
    sqlite.pragma('synchronous = FULL')
    sqlite.pragma('foreign_keys = ON')
    migrate(sqlite, dataDir)
    return sqlite
  } catch (error) {
    sqlite?.close()
    throw asDataError(error, dataDir)
  }
}

function databaseFile(dataDir: string): string {
  if (dataDir === IN_MEMORY) return dataDir
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  return join(dataDir, 'ccc-store.sqlite')
}

function migrate(sqlite: SqliteDatabase.Database, dataDir: string): void {
  const run = sqlite.transaction(() => {
    const found = Number(sqlite.pragma('user_version', { simple: true }))
    if (found > MIGRATIONS.length) {
      throw new CccError('DATA_NEWER', { path: dataDir, found, supported: MIGRATIONS.length })
    }
    for (const step of MIGRATIONS.slice(found)) sqlite.exec(step)
    sqlite.pragma(`user_version = ${MIGRATIONS.length}`)
  })
  run.immediate()
}

function asDataError(error: unknown, path: string): unknown {
  if (error instanceof CccError || !(error instanceof Error)) return error
  if ('code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_BUSY')) {
    return new CccError('DATA_IN_USE', { path }, { cause: error })
  }
  return new CccError('DATA_UNUSABLE', { path, detail: error.message }, { cause: error })
}
