import { sql } from 'kysely'
import type { AppContext } from '../app/context'
import { findWaste, forgetFiles } from '../store/files'
import { scopes } from '../store/store'

const HOUR_MS = 3_600_000

/** Removes what nobody can see any more: uploads that were never sent, files of messages that were taken back. */
export async function sweepFiles({ database, store, clock, files }: AppContext): Promise<void> {
  // batch by batch, for as long as there is any: more may come in an hour than one batch holds
  for (let waste = await findWaste(database, clock.now()); waste.length > 0; ) {
    for (const fileId of waste) await files.remove(fileId)
    // forgotten after they are gone: a crash in between removes them again, and loses none
    await store.write(scopes.server, (tx) => forgetFiles(tx, waste))
    waste = await findWaste(database, clock.now())
  }
}

/** Words that were taken back are still in the write-ahead log; it is emptied into the database, where they are not. */
async function emptyWriteAheadLog({ database }: AppContext): Promise<void> {
  await sql`pragma wal_checkpoint(truncate)`.execute(database)
}

/** Sweeps now and every hour. @returns how to stop */
export function keepSwept(context: AppContext, onError: (error: unknown) => void): () => void {
  let callOff = () => {}
  const sweep = () => {
    callOff = context.clock.at(context.clock.now() + HOUR_MS, sweep)
    sweepFiles(context)
      .then(() => emptyWriteAheadLog(context))
      .catch(onError)
  }
  sweep()
  return () => callOff()
}
