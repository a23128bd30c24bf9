import { copyFileSync, existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { CccError } from '@ccc-store/core/protocol'
import { lockDataFolder } from './data-lock'
import { MIGRATIONS } from './migrations'
import { beginLife, DATABASE_FILE, prepareDatabase } from './open-database'
import { closeSqlite, openSqlite } from './sqlite'

/** What SQLite keeps beside a database while it is open. */
const SIDES = ['', '-wal', '-shm']

/**
 * Writes all that is committed at this moment into one file. The server may go on meanwhile.
 * @param file where to; there must be nothing yet
 * @throws CccError DATA_UNUSABLE, BACKUP_EXISTS
 */
export function backUp(dataDir: string, file: string): void {
  const path = join(dataDir, DATABASE_FILE)
  if (!existsSync(path)) throw new CccError('DATA_UNUSABLE', { path: dataDir, detail: `no ${DATABASE_FILE}` })
  if (existsSync(file)) throw new CccError('BACKUP_EXISTS', { path: file })
  const sqlite = openSqlite(path)
  try {
    sqlite.prepare('vacuum into ?').run(file)
  } finally {
    sqlite.close()
  }
}

/**
 * Puts a backup in the place of what a data folder has, which is kept beside it. Clients begin anew: no position that
 * they hold means anything any more. The server must not be running.
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
    const kept = existsSync(path) ? `${path}.${new Date().toISOString().replace(/[:.]/g, '-')}` : undefined
    for (const side of SIDES) if (kept && existsSync(path + side)) renameSync(path + side, kept + side)
    renameSync(arriving, path)
    return kept
  } finally {
    letGo()
  }
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
