import { CccError } from '@ccc-store/core/protocol'
import { DISK_FLOOR_BYTES, READINESS_MS } from '../../config/policy'
import { holdFor } from '../../hold-for'
import { scopes } from '../../store/store'
import type { AppContext } from '../context'

/** @returns tells whether the server can do its work, by writing; throws CccError NOT_READY */
export const readinessOf = (context: AppContext): (() => Promise<void>) =>
  holdFor(context.clock, READINESS_MS, () => probe(context))

/** @throws CccError NOT_READY when the disk has no room for what people write */
export async function refuseBelowFloor(freeBytes: () => Promise<number>): Promise<void> {
  if ((await freeBytes()) < DISK_FLOOR_BYTES) throw new CccError('NOT_READY', { detail: 'disk' })
}

async function probe({ files, store }: AppContext): Promise<void> {
  try {
    await refuseBelowFloor(() => files.freeBytes())
    await store.write(scopes.server, async ({ apps }) => void (await apps.nextCount('readiness')))
  } catch (error) {
    throw error instanceof CccError ? error : new CccError('NOT_READY', { detail: 'store' }, { cause: error })
  }
}
