import { resolve } from 'node:path'
import { readSettings } from '../../config/read-settings'
import { backUp, restore } from '../../store/backup'
import type { CliTexts } from './texts'

type Env = Readonly<Record<string, string | undefined>>

/** `ccc-server backup FILE`, while the server runs or not. @throws CccError DATA_UNUSABLE, BACKUP_EXISTS, BACKUP_FAILED */
export function runBackup(env: Env, file: string, texts: CliTexts): void {
  process.umask(0o077)
  const dataDir = resolve(readSettings(env).CCC_DATA_DIR)
  backUp(dataDir, resolve(file))
  process.stderr.write(`${texts.backedUp(resolve(file), dataDir)}\n`)
}

/** `ccc-server restore FILE`. The server must not be running. @throws CccError DATA_IN_USE, BACKUP_UNUSABLE, DATA_NEWER */
export function runRestore(env: Env, file: string, texts: CliTexts): void {
  process.umask(0o077)
  const dataDir = resolve(readSettings(env).CCC_DATA_DIR)
  process.stderr.write(`${texts.restored(resolve(file), restore(dataDir, resolve(file)))}\n`)
}
