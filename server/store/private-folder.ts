import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { CccError } from '@ccc-store/core/protocol'

/** Permissions of the group and of all others. */
const OF_OTHERS = 0o077

/**
 * Makes a folder that only this process's user can look into. One that is there already and open to others is refused:
 * who opened it may have meant to, and must decide.
 * @param files what was written into it by earlier versions, which did not see to their permissions
 * @throws CccError DATA_EXPOSED
 */
export function makePrivateFolder(folder: string, files: readonly string[]): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // Windows has other permissions, which Node does not tell
  if (process.platform === 'win32') return
  const mode = statSync(folder).mode & 0o777
  if ((mode & OF_OTHERS) !== 0) throw new CccError('DATA_EXPOSED', { path: folder, mode: mode.toString(8) })
  for (const path of files.map((file) => join(folder, file)).filter(existsSync)) {
    if ((statSync(path).mode & OF_OTHERS) !== 0) chmodSync(path, 0o600)
  }
}
