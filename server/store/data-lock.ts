import { join } from 'node:path'
import { CccError } from '@ccc-store/core/protocol'
import { isBusy, openSqlite } from './sqlite'

/** In the data folder: whoever holds it may write there. It holds nothing itself. */
export const LOCK_FILE = 'ccc-store.lock'

/**
 * Takes a data folder for this process alone. The system lets go of it whatever ends the process. The database itself is
 * not locked, so that a backup can read it meanwhile.
 * @returns how to let go
 * @throws CccError DATA_IN_USE
 */
export function lockDataFolder(dataDir: string): () => void {
  const lock = openSqlite(join(dataDir, LOCK_FILE))
  try {
    lock.exec('pragma locking_mode = EXCLUSIVE')
    lock.exec('begin exclusive')
    return () => lock.close()
  } catch (error) {
    lock.close()
    if (!(error instanceof Error) || !isBusy(error)) throw error
    throw new CccError('DATA_IN_USE', { path: dataDir }, { cause: error })
  }
}
