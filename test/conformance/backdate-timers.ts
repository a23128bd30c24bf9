import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'

/** Makes every stored timer of a stopped server due, as if it had been down for long. */
export function backdateTimers(dataDir: string): void {
  const database = new SqliteDatabase(join(dataDir, 'ccc-store.sqlite'))
  database.exec('update timers set due_at = 1')
  database.close()
}
