import type { FileKind } from '@ccc-store/core/protocol'
import type { Files, NewFile, StoredFile } from '../ports/files'
import type { Sql } from './sql'

const COLUMNS = `file_id as fileId, sdk_app_id as sdkAppId, owner, kind, name, size, mime,
  conversation_id as conversationId, session_id as sessionId, poster_id as posterId`

/** Files that go away at once: more would hold up everybody else. */
const MAX_WASTE = 1_000

export class SqliteFiles implements Files {
  constructor(
    private readonly sql: Sql,
    private readonly now: number,
  ) {}

  async find(fileId: string): Promise<StoredFile | undefined> {
    return this.sql.one(`select ${COLUMNS} from files where file_id = ? and dropped_at is null`, fileId)
  }

  async waste(before: number): Promise<string[]> {
    const text = `select file_id as id from files
      where dropped_at is not null or (conversation_id is null and created_at < ?) limit ${MAX_WASTE}`
    return this.sql.all<{ id: string }>(text, before).map(({ id }) => id)
  }

  async claim(claim: {
    fileId: string
    owner: string
    kind: FileKind
    conversationId: string
    sessionId: string
  }): Promise<StoredFile | undefined> {
    const { fileId, owner, kind, conversationId, sessionId } = claim
    const file = this.sql.one<StoredFile>(
      `update files set conversation_id = ?, session_id = ?
        where file_id = ? and owner = ? and kind = ? and conversation_id is null and dropped_at is null
        returning ${COLUMNS}`,
      conversationId,
      sessionId,
      fileId,
      owner,
      kind,
    )
    if (file?.posterId) {
      const text = 'update files set conversation_id = ?, session_id = ? where file_id = ?'
      this.sql.run(text, conversationId, sessionId, file.posterId)
    }
    return file
  }

  async add({ fileId, sdkAppId, owner, kind, name, size, mime }: NewFile): Promise<void> {
    this.sql.run(
      `insert into files (file_id, sdk_app_id, owner, kind, name, size, mime, created_at)
        values (?, ?, ?, ?, ?, ?, ?, ?)`,
      fileId,
      sdkAppId,
      owner,
      kind,
      name,
      size,
      mime,
      this.now,
    )
  }

  async bytesSince(owner: string, since: number): Promise<number> {
    const text = 'select coalesce(sum(size), 0) as bytes from files where owner = ? and created_at > ?'
    return this.sql.one<{ bytes: number }>(text, owner, since)?.bytes ?? 0
  }

  async setPoster(filmId: string, posterId: string): Promise<void> {
    this.sql.run('update files set poster_id = ? where file_id = ?', posterId, filmId)
  }

  async drop(fileId: string): Promise<void> {
    const text = 'update files set dropped_at = ? where file_id = ? returning poster_id as posterId'
    const file = this.sql.one<{ posterId: string | null }>(text, this.now, fileId)
    if (file?.posterId) this.sql.run('update files set dropped_at = ? where file_id = ?', this.now, file.posterId)
  }

  async forget(fileIds: readonly string[]): Promise<void> {
    this.sql.run('delete from files where file_id in (select value from json_each(?))', JSON.stringify(fileIds))
  }
}
