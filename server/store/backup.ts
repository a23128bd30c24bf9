import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CccError } from '@ccc-store/core/protocol'
import { lockDataFolder } from './data-lock'
import { MIGRATIONS } from './migrations'
import { beginLife, DATABASE_FILE, prepareDatabase } from './open-database'
import { closeSqlite, openSqlite } from './sqlite'

/** What SQLite keeps beside a database while it is open, and after a crash. */
const SIDES = ['-wal', '-shm']

/**
 * Writes all that is committed at this moment into one file. The server may go on meanwhile.
 * @param file where to; there must be nothing yet
 * @throws CccError DATA_UNUSABLE, BACKUP_EXISTS, BACKUP_FAILED; no file is left then
 */
export function backUp(dataDir: string, file: string): void {
  const path = join(dataDir, DATABASE_FILE)
  if (!existsSync(path)) throw new CccError('DATA_UNUSABLE', { path: dataDir, detail: `no ${DATABASE_FILE}` })
  if (existsSync(file)) throw new CccError('BACKUP_EXISTS', { path: file })
  const partial = `${file}.partial`
  rmSync(partial, { force: true })
  const sqlite = openSqlite(path)
  try {
    sqlite.prepare('vacuum into ?').run(partial)
    toDisk(partial)
    renameSync(partial, file)
  } catch (error) {
    rmSync(partial, { force: true })
    const detail = error instanceof Error ? error.message : String(error)
    throw new CccError('BACKUP_FAILED', { path: file, detail }, { cause: error })
  } finally {
    sqlite.close()
  }
}

/** Waits until the bytes of a file outlive a power cut. */
function toDisk(file: string): void {
  const descriptor = openSync(file, 'r+')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

/**
 * Puts a backup in the place of what a data folder has, which is kept beside it. Clients begin anew: no position that
 * they hold means anything any more. The server must not be running. Whenever it is interrupted, the folder has the one
 * database or the other.
 * @returns where the database is kept that was there; undefined when there was none
 * @throws CccError DATA_IN_USE, BACKUP_UNUSABLE, DATA_NEWER
 */
export function restore(dataDir: string, file: string): string | undefined {
  checkBackup(file)
  const letGo = lockDataFolder(dataDir)
  try {
    const path = join(dataDir, DATABASE_FILE)
    const arriving = `${path}.arriving`
    copyFileSync(file, arriving)
    const sqlite = prepareDatabase(arriving, dataDir)
    beginLife(sqlite)
    closeSqlite(sqlite)
    toDisk(arriving)
    const kept = existsSync(path) ? keep(path) : undefined
    renameSync(arriving, path)
    return kept
  } finally {
    letGo()
  }
}

/**
 * Copies a database beside itself. What its write-ahead log holds is folded in first; where that cannot be, because it is
 * damaged, the log is kept with the copy: it must not be found beside another database.
 * @returns the copy
 */
function keep(path: string): string {
  const kept = `${path}.${new Date().toISOString().replace(/[:.]/g, '-')}`
  try {
    closeSqlite(openSqlite(path))
  } catch {
    // kept as it is
  }
  copyFileSync(path, kept)
  toDisk(kept)
  for (const side of SIDES) if (existsSync(path + side)) renameSync(path + side, kept + side)
  return kept
}

/** @throws CccError BACKUP_UNUSABLE */
function checkBackup(file: string): void {
  if (!existsSync(file)) throw new CccError('BACKUP_UNUSABLE', { path: file, detail: 'there is no such file' })
  const sqlite = openSqlite(file)
  try {
    const [fault] = sqlite.prepare('pragma integrity_check(1)').all()
    const result = String(fault?.integrity_check)
    if (result !== 'ok') throw new CccError('BACKUP_UNUSABLE', { path: file, detail: result })
    const version = Number(sqlite.prepare('pragma user_version').get()?.user_version)
    if (version < 1) throw new CccError('BACKUP_UNUSABLE', { path: file, detail: 'it is not of a call centre' })
    if (version > MIGRATIONS.length) {
      throw new CccError('DATA_NEWER', { path: file, found: version, supported: MIGRATIONS.length })
    }
  } catch (error) {
    if (error instanceof CccError || !(error instanceof Error)) throw error
    throw new CccError('BACKUP_UNUSABLE', { path: file, detail: error.message }, { cause: error })
  } finally {
    sqlite.close()
  }
}
