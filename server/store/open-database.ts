import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { CccError } from '@ccc-store/core/protocol'
import { lockDataFolder } from './data-lock'
import { LogMark } from './log-mark'
import { MIGRATIONS } from './migrations'
import { makePrivateFolder } from './private-folder'
import { closeSqlite, isBusy, openSqlite, type Sqlite } from './sqlite'

/** In the data folder. */
export const DATABASE_FILE = 'ccc-store.sqlite'

/** In place of a folder: a database that is gone when it is closed. */
export const IN_MEMORY = ':memory:'

/** A database that this process holds. */
export interface OpenDatabase {
  sqlite: Sqlite
  /** names the time since the log was last cut short; part of every epoch. Empty when it never was. */
  life: string
  /** To be called after each commit, with the position of the newest entry. */
  grown(position: number): void
  close(): void
}

/**
 * Opens the database of a data folder, making and migrating it as needed, and holds the folder for this process alone.
 * @throws CccError DATA_IN_USE, DATA_NEWER, DATA_UNUSABLE, DATA_EXPOSED, SQLITE_MISSING
 */
export function openDatabase(dataDir: string): OpenDatabase {
  if (dataDir === IN_MEMORY) {
    const sqlite = prepareDatabase(dataDir, dataDir)
    return { sqlite, life: '', grown: () => {}, close: () => closeSqlite(sqlite) }
  }
  let letGo = () => {}
  try {
    const file = databaseFile(dataDir)
    letGo = lockDataFolder(dataDir)
    const sqlite = prepareDatabase(file, dataDir)
    const mark = new LogMark(dataDir)
    const position = lastPosition(sqlite)
    if (mark.isBeyond(position)) beginLife(sqlite)
    mark.set(position)
    return {
      sqlite,
      life: lifeOf(sqlite),
      grown: (now) => mark.set(now),
      close: () => {
        closeSqlite(sqlite)
        mark.close()
        letGo()
      },
    }
  } catch (error) {
    letGo()
    throw asDataError(error, dataDir)
  }
}

/**
 * Opens a database as this server uses it, of the newest version.
 * @param dataDir what errors name
 */
export function prepareDatabase(file: string, dataDir: string): Sqlite {
  let sqlite: Sqlite | undefined
  try {
    sqlite = openSqlite(file)
    sqlite.exec('pragma journal_mode = WAL')
    // P1: a commit returns only after its bytes are on the disk
    sqlite.exec('pragma synchronous = FULL')
    // what is deleted or taken back is gone from the bytes of the file too
    sqlite.exec('pragma secure_delete = ON')
    // not yet: a step may lay a table anew that others refer to
    sqlite.exec('pragma foreign_keys = OFF')
    migrate(sqlite, dataDir)
    sqlite.exec('pragma foreign_keys = ON')
    return sqlite
  } catch (error) {
    if (sqlite) closeSqlite(sqlite)
    throw asDataError(error, dataDir)
  }
}

const LIFE = 'life'

function lastPosition(sqlite: Sqlite): number {
  return Number(sqlite.prepare('select coalesce(max(position), 0) as position from entries').get()?.position)
}

function lifeOf(sqlite: Sqlite): string {
  return String(sqlite.prepare('select value from secrets where name = ?').get(LIFE)?.value ?? '')
}

/** The log is shorter than clients may know it: no position that they hold means anything any more. */
export function beginLife(sqlite: Sqlite): void {
  const text = 'insert into secrets (name, value) values (?, ?) on conflict (name) do update set value = excluded.value'
  sqlite.prepare(text).run(LIFE, randomBytes(6).toString('base64url'))
}

function databaseFile(dataDir: string): string {
  if (dataDir === IN_MEMORY) return dataDir
  makePrivateFolder(dataDir, [DATABASE_FILE, `${DATABASE_FILE}-wal`, `${DATABASE_FILE}-shm`])
  return join(dataDir, DATABASE_FILE)
}

/** In one transaction, so that a step that fails leaves the file as it was. */
function migrate(sqlite: Sqlite, dataDir: string): void {
  sqlite.exec('begin immediate')
  try {
    runSteps(sqlite, dataDir)
    sqlite.exec('commit')
  } catch (error) {
    sqlite.exec('rollback')
    throw error
  }
}

function runSteps(sqlite: Sqlite, dataDir: string): void {
  const found = Number(sqlite.prepare('pragma user_version').get()?.user_version)
  if (found > MIGRATIONS.length) {
    throw new CccError('DATA_NEWER', { path: dataDir, found, supported: MIGRATIONS.length })
  }
  for (const step of MIGRATIONS.slice(found)) sqlite.exec(step)
  if (found < MIGRATIONS.length && sqlite.prepare('pragma foreign_key_check').all().length > 0) {
    throw new CccError('DATA_UNUSABLE', { path: dataDir, detail: 'rows refer to rows that are missing' })
  }
  sqlite.exec(`pragma user_version = ${MIGRATIONS.length}`)
}

function asDataError(error: unknown, path: string): unknown {
  if (error instanceof CccError || !(error instanceof Error)) return error
  return isBusy(error)
    ? new CccError('DATA_IN_USE', { path }, { cause: error })
    : new CccError('DATA_UNUSABLE', { path, detail: error.message }, { cause: error })
}
