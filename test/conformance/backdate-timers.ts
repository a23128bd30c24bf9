import { join } from 'node:path'
import { openSqlite } from '../../server/store/sqlite'

/** Makes every stored timer of a stopped server due, as if it had been down for long. */
export function backdateTimers(dataDir: string): void {
  const database = openSqlite(join(dataDir, 'ccc-store.sqlite'))
  database.exec('update timers set due_at = 1')
  database.close()
}
