import { type Entry, type EntryBody, MAX_UNREAD } from '@ccc-store/core/protocol'
import type { EntryDraft } from '@ccc-store/core/session'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { EntriesTable, Tables } from './tables'
import type { Tx } from './writer'

/**
 * Appends to a conversation's log (P3: seq runs 1…n without gaps).
 * @returns the new head, and the seq of the last menu among the drafts
 */
export async function appendEntries(
  tx: Tx,
  session: { conversationId: string; sessionId: string },
  drafts: readonly EntryDraft[],
): Promise<{ lastSeq: number; menuSeq?: number }> {
  const { head } = await tx.db
    .selectFrom('conversations')
    .select('head')
    .where('conversation_id', '=', session.conversationId)
    .executeTakeFirstOrThrow()
  if (drafts.length === 0) return { lastSeq: head }
  await tx.db
    .insertInto('entries')
    .values(
      drafts.map((draft, i) => ({
        conversation_id: session.conversationId,
        seq: head + 1 + i,
        session_id: session.sessionId,
        at: tx.now,
        from_json: JSON.stringify(draft.from),
        body_json: JSON.stringify(draft.body),
        client_id: draft.clientId ?? null,
        unread: isNews(draft) ? (1 as const) : (0 as const),
      })),
    )
    .execute()
  const lastSeq = head + drafts.length
  await tx.db
    .updateTable('conversations')
    .set({ head: lastSeq })
    .where('conversation_id', '=', session.conversationId)
    .execute()
  const menu = drafts.findLastIndex((draft) => draft.body.kind === 'menu')
  return menu < 0 ? { lastSeq } : { lastSeq, menuSeq: head + 1 + menu }
}

/** What a customer is told of as unread: what others said, not what happened. */
const isNews = ({ from, body }: EntryDraft): boolean =>
  from.role !== 'customer' && body.kind !== 'event' && body.kind !== 'recall'

/** The unread entries after a read mark, counted up to MAX_UNREAD. */
export async function countUnread(db: Kysely<Tables>, conversationId: string, after: number): Promise<number> {
  const unread = db
    .selectFrom('entries')
    .select('seq')
    .where('conversation_id', '=', conversationId)
    .where('seq', '>', after)
    .where('unread', '=', 1)
    .limit(MAX_UNREAD)
  const { count } = await db
    .selectFrom(unread.as('unread'))
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

export async function findEntry(db: Kysely<Tables>, conversationId: string, seq: number): Promise<Entry | undefined> {
  const row = await db
    .selectFrom('entries')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('seq', '=', seq)
    .executeTakeFirst()
  return row && toEntry(row)
}

/** What the newest invitation to rate a session offers to choose from. */
export async function findInvitation(
  db: Kysely<Tables>,
  conversationId: string,
  sessionId: string,
): Promise<{ tags: string[]; lowTags?: string[] }> {
  const row = await db
    .selectFrom('entries')
    .select('body_json')
    .where('conversation_id', '=', conversationId)
    .where('session_id', '=', sessionId)
    .where(sql`json_extract(body_json, '$.kind')`, '=', 'rating_invite')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  const body: EntryBody | undefined = row && JSON.parse(row.body_json)
  if (body?.kind !== 'rating_invite') return { tags: [] }
  const { tags, lowTags } = body
  return { tags, ...(lowTags && { lowTags }) }
}

/** Writes another body in place of the one the log has: nothing but a recall may do that. */
export async function replaceBody(tx: Tx, conversationId: string, seq: number, body: EntryBody): Promise<void> {
  await tx.db
    .updateTable('entries')
    .set({ body_json: JSON.stringify(body), ...(body.kind === 'recalled' && { unread: 0 }) })
    .where('conversation_id', '=', conversationId)
    .where('seq', '=', seq)
    .execute()
}

/** Entries with `after` < seq ≤ `upTo`, ascending. */
export async function entriesBetween(
  db: Kysely<Tables>,
  conversationId: string,
  after: number,
  upTo: number,
): Promise<Entry[]> {
  const rows = await db
    .selectFrom('entries')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('seq', '>', after)
    .where('seq', '<=', upTo)
    .orderBy('seq')
    .execute()
  return rows.map(toEntry)
}

/** The `limit` entries that come right before seq `before`, ascending; fewer at the start of the log. */
export async function entriesBefore(
  db: Kysely<Tables>,
  conversationId: string,
  before: number,
  limit: number,
): Promise<Entry[]> {
  const rows = await db
    .selectFrom('entries')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('seq', '<', before)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
  return rows.reverse().map(toEntry)
}

function toEntry(row: Selectable<EntriesTable>): Entry {
  return {
    seq: row.seq,
    sessionId: row.session_id,
    at: row.at,
    from: JSON.parse(row.from_json),
    body: JSON.parse(row.body_json),
    ...(row.client_id !== null && { clientId: row.client_id }),
  }
}
