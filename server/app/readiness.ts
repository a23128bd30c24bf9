import { CccError } from '@ccc-store/core/protocol'
import { DISK_FLOOR_BYTES, READINESS_MS } from '../config/policy'
import { nextCount } from '../store/counters'
import type { AppContext } from './context'

/** Whether the server can do its work, which is to write: told by writing, at most once in a while. */
export class Readiness {
  private askedAt = Number.NEGATIVE_INFINITY
  private answer: Promise<void> = Promise.resolve()

  constructor(private readonly context: AppContext) {}

  /** @throws CccError NOT_READY */
  check(): Promise<void> {
    const now = this.context.clock.now()
    if (now >= this.askedAt + READINESS_MS) {
      this.askedAt = now
      this.answer = this.probe()
    }
    return this.answer
  }

  private async probe(): Promise<void> {
    const { files, writer } = this.context
    try {
      if ((await files.freeBytes()) < DISK_FLOOR_BYTES) throw new CccError('NOT_READY', { detail: 'disk' })
      await writer.write(async ({ db }) => void (await nextCount(db, 'readiness')))
    } catch (error) {
      throw error instanceof CccError ? error : new CccError('NOT_READY', { detail: 'store' }, { cause: error })
    }
  }
}
