import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { CccError } from '@ccc-store/core/protocol'
import { setPassword } from '../../app/accounts/set-password'
import { systemClock } from '../../clock'
import { readSettings } from '../../config/read-settings'
import { DATABASE_FILE, openDatabase } from '../../store/open-database'
import { SqliteStore } from '../../store/sqlite/sqlite-store'
import { readSecret } from './read-secret'
import type { CliTexts } from './texts'

/**
 * `ccc-server admin password <account>`. The server must not be running: one process holds the data.
 * @throws CccError DATA_IN_USE, DATA_UNUSABLE, ACCOUNT_UNKNOWN, PASSWORD_SHORT, PASSWORDS_DIFFER
 */
export async function changePassword(
  env: Readonly<Record<string, string | undefined>>,
  account: string,
  texts: CliTexts,
): Promise<void> {
  const dataDir = resolve(readSettings(env).CCC_DATA_DIR)
  if (!existsSync(join(dataDir, DATABASE_FILE))) {
    throw new CccError('DATA_UNUSABLE', { path: dataDir, detail: `no ${DATABASE_FILE}` })
  }
  const store = new SqliteStore(openDatabase(dataDir), systemClock, { committed: () => {} })
  try {
    const password = await readSecret(texts.newPassword(account))
    if (process.stdin.isTTY && (await readSecret(texts.passwordAgain)) !== password) {
      throw new CccError('PASSWORDS_DIFFER')
    }
    await setPassword(store, account, password)
    process.stderr.write(`${texts.passwordSet(account)}\n`)
  } finally {
    await store.close()
  }
}
