import { CccError, type Entry, RECALL_MS } from '@ccc-store/core/protocol'
import { topics } from '../../bus/bus'
import type { Tx } from '../../store/store'

const SPEECH: ReadonlySet<string> = new Set(['text', 'image', 'voice', 'video', 'file', 'location', 'link', 'card'])

/**
 * Takes a message back: its words leave the log, and so do quotes of them; the log grows by an entry that says so, so
 * that every reader learns of it from its own position (P3, P4).
 * @param mine whether the entry is the recaller's own
 * @returns seq of the new entry
 * @throws CccError ENTRY_UNKNOWN, RECALL_REFUSED, RECALL_TOO_LATE
 */
export async function recall(
  tx: Tx,
  conversationId: string,
  command: { id: string; seq: number },
  mine: (entry: Entry) => boolean,
): Promise<number> {
  const entry = await tx.log.find(conversationId, command.seq)
  const { newest: session } = await tx.conversations.get(conversationId)
  if (!entry || !session || entry.body.kind === 'recalled') throw new CccError('ENTRY_UNKNOWN')
  if (!mine(entry) || !SPEECH.has(entry.body.kind)) throw new CccError('RECALL_REFUSED')
  if (tx.now > entry.at + RECALL_MS) throw new CccError('RECALL_TOO_LATE', { seconds: RECALL_MS / 1_000 })

  if ('file' in entry.body) await tx.files.drop(entry.body.file.fileId)
  await tx.log.replaceBody(conversationId, entry.seq, { kind: 'recalled' })
  await clearQuotes(tx, conversationId, entry.seq)
  const body = { kind: 'recall' as const, target: entry.seq }
  const grown = await tx.log.append(session, [{ from: entry.from, body, clientId: command.id }])
  await tx.sessions.save(grown)
  tx.hint(topics.conversation(conversationId))
  return grown.lastSeq
}

async function clearQuotes(tx: Tx, conversationId: string, target: number): Promise<void> {
  for (const entry of await tx.log.quoting(conversationId, target)) {
    if (entry.body.kind !== 'text' || !entry.body.quote) continue
    const quote = { ...entry.body.quote, kind: 'recalled', text: '' }
    await tx.log.replaceBody(conversationId, entry.seq, { ...entry.body, quote })
  }
}
