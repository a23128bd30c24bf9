import { CccError, type FileKind } from '@ccc-store/core/protocol'
import type { Kysely, Selectable } from 'kysely'
import type { Tx } from './store'
import type { FilesTable, Tables } from './tables'

export type StoredFile = Selectable<FilesTable>

const DAY_MS = 24 * 3_600_000

/** An upload nobody sent is dropped after this long. */
const UNSENT_MS = DAY_MS

/** Takes an uploaded file into a conversation. @returns undefined unless the owner uploaded it, as this kind, and has not sent it yet */
export async function claimFile(
  tx: Tx,
  claim: { fileId: string; owner: string; kind: FileKind; conversationId: string; sessionId: string },
): Promise<StoredFile | undefined> {
  const place = { conversation_id: claim.conversationId, session_id: claim.sessionId }
  const file = await tx.db
    .updateTable('files')
    .set(place)
    .where('file_id', '=', claim.fileId)
    .where('owner', '=', claim.owner)
    .where('kind', '=', claim.kind)
    .where('conversation_id', 'is', null)
    .where('dropped_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (file?.poster_id) await tx.db.updateTable('files').set(place).where('file_id', '=', file.poster_id).execute()
  return file
}

type NewFile = Omit<StoredFile, 'created_at' | 'conversation_id' | 'session_id' | 'dropped_at' | 'poster_id'>

/** @throws CccError UPLOAD_QUOTA when the owner has uploaded more than `quota` bytes within a day, this file included */
export async function insertFile(tx: Tx, quota: number, file: NewFile): Promise<void> {
  await tx.db
    .insertInto('files')
    .values({ ...file, created_at: tx.now, conversation_id: null, session_id: null, dropped_at: null, poster_id: null })
    .execute()
  const { bytes } = await tx.db
    .selectFrom('files')
    .select((e) => e.fn.coalesce(e.fn.sum<number>('size'), e.lit(0)).as('bytes'))
    .where('owner', '=', file.owner)
    .where('created_at', '>', tx.now - DAY_MS)
    .executeTakeFirstOrThrow()
  if (bytes > quota) throw new CccError('UPLOAD_QUOTA', { limit: Math.floor(quota / 1_024 / 1_024) })
}

/** Gives a film that was not sent yet its first frame. @throws CccError UPLOAD_QUOTA */
export async function insertPoster(tx: Tx, quota: number, filmId: string, poster: NewFile): Promise<void> {
  await insertFile(tx, quota, poster)
  await tx.db.updateTable('files').set({ poster_id: poster.file_id }).where('file_id', '=', filmId).execute()
}

/** A file that is there to be read. */
export function findFile(db: Kysely<Tables>, fileId: string): Promise<StoredFile | undefined> {
  return db
    .selectFrom('files')
    .selectAll()
    .where('file_id', '=', fileId)
    .where('dropped_at', 'is', null)
    .executeTakeFirst()
}

/** Its message was taken back. The bytes go at the next sweep, those of a film's first frame too. */
export async function dropFile(tx: Tx, fileId: string): Promise<void> {
  const dropped = { dropped_at: tx.now }
  const file = await tx.db
    .updateTable('files')
    .set(dropped)
    .where('file_id', '=', fileId)
    .returning('poster_id')
    .executeTakeFirst()
  if (file?.poster_id) await tx.db.updateTable('files').set(dropped).where('file_id', '=', file.poster_id).execute()
}

/** Ids of files whose bytes may go: taken back, or never sent. */
export async function findWaste(db: Kysely<Tables>, now: number): Promise<string[]> {
  const rows = await db
    .selectFrom('files')
    .select('file_id')
    .where((e) =>
      e.or([
        e('dropped_at', 'is not', null),
        e.and([e('conversation_id', 'is', null), e('created_at', '<', now - UNSENT_MS)]),
      ]),
    )
    .limit(1_000)
    .execute()
  return rows.map((row) => row.file_id)
}

export async function forgetFiles(tx: Tx, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length > 0) await tx.db.deleteFrom('files').where('file_id', 'in', fileIds).execute()
}
