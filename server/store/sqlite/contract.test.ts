import { cp } from 'node:fs/promises'
import { temporaryFolder } from '../../../test/temporary-folder'
import type { Clock } from '../../clock'
import { type Engine, storeContract } from '../contract'
import { IN_MEMORY, openDatabase } from '../open-database'
import { SqliteStore } from './sqlite-store'

/** Every step at the same moment, so that two stores can be compared. */
const stopped: Clock = { now: () => 1_000, at: () => () => {} }

/** What the process has given to the system is what a crash of the process leaves: the files, as they are. */
function engineOn(dataDir: string): Engine {
  const store = new SqliteStore(openDatabase(dataDir), stopped, { committed: () => {} })
  return {
    store,
    async crash() {
      const left = temporaryFolder()
      await cp(dataDir, left, { recursive: true })
      return engineOn(left)
    },
    close: () => store.close(),
  }
}

storeContract(
  async () => engineOn(temporaryFolder()),
  async () => {
    const store = new SqliteStore(openDatabase(IN_MEMORY), stopped, { committed: () => {} })
    return { store, close: () => store.close() }
  },
)
