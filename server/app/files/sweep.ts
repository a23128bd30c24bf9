import { scopes } from '../../store/store'
import type { AppContext } from '../context'

const HOUR_MS = 3_600_000

/** An upload nobody sent is dropped after this long. */
const UNSENT_MS = 24 * HOUR_MS

/** Removes what nobody can see any more: uploads that were never sent, files of messages that were taken back. */
export async function sweepFiles({ store, clock, files }: AppContext): Promise<void> {
  const findWaste = () => store.read((view) => view.files.waste(clock.now() - UNSENT_MS))
  // batch by batch, for as long as there is any: more may come in an hour than one batch holds
  for (let waste = await findWaste(); waste.length > 0; ) {
    for (const fileId of waste) await files.remove(fileId)
    // forgotten after they are gone: a crash in between removes them again, and loses none
    const removed = waste
    await store.write(scopes.server, (tx) => tx.files.forget(removed))
    waste = await findWaste()
  }
}

/** Sweeps now and every hour. @returns how to stop */
export function keepSwept(context: AppContext, onError: (error: unknown) => void): () => void {
  let cancel = () => {}
  const sweep = () => {
    cancel = context.clock.at(context.clock.now() + HOUR_MS, sweep)
    sweepFiles(context)
      .then(() => context.store.erase())
      .catch(onError)
  }
  sweep()
  return () => cancel()
}
