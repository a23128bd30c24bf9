import { CccError, type CustomerCommand, RATING_MS } from '@ccc-store/core/protocol'
import { canRate, decide, type Session, type SessionCommand } from '@ccc-store/core/session'
import { topics } from '../../bus/bus'
import type { StoredSession } from '../../store/ports/conversations'
import type { Tx } from '../../store/store'
import { dispatch } from './dispatch'

/**
 * Takes a customer's rating of any of their sessions whose invitation stands.
 * @returns seq of its entry
 * @throws CccError RATING_NOT_INVITED, RATING_DONE, RATING_EXPIRED, REQUEST_INVALID
 */
export async function rate(
  tx: Tx,
  conversationId: string,
  command: Extract<CustomerCommand, { t: 'rate' }>,
): Promise<number> {
  const rated = await tx.sessions.find(command.sessionId)
  if (rated?.conversationId !== conversationId) throw new CccError('RATING_NOT_INVITED')
  refuse(rated.session, tx.now)
  const { score, tags, comment, id } = command
  const { tags: offered, lowTags = [] } = await tx.sessions.offer(rated)
  const foreign = tags.find((tag) => !offered.includes(tag) && !lowTags.includes(tag))
  if (foreign !== undefined) throw new CccError('REQUEST_INVALID', { detail: `tags: "${foreign}" was not offered` })
  const answer = { type: 'rate' as const, score, tags, clientId: id, ...(comment !== undefined && { comment }) }
  const { newest } = await tx.conversations.get(conversationId)
  return newest && newest.sessionId !== rated.sessionId
    ? rateEarlier(tx, rated, newest, answer)
    : dispatch(tx, rated, answer)
}

function refuse(session: Session, now: number): void {
  if (session.rating === 'none') throw new CccError('RATING_NOT_INVITED')
  if (session.rating === 'rated') throw new CccError('RATING_DONE')
  if (!canRate(session, now)) throw new CccError('RATING_EXPIRED', { hours: RATING_MS / 3_600_000 })
}

/**
 * The rated session's stretch of the log is over, and must stay without holes (decision 4): the entry stands in the
 * newest session's, and says which one it is about.
 */
async function rateEarlier(
  tx: Tx,
  rated: StoredSession,
  newest: StoredSession,
  answer: Extract<SessionCommand, { type: 'rate' }>,
): Promise<number> {
  const { session, entries } = decide(rated.definition, rated.session, answer, tx.now)
  const drafts = entries.map((entry) =>
    entry.body.kind === 'rating' ? { ...entry, body: { ...entry.body, sessionId: rated.sessionId } } : entry,
  )
  const grown = await tx.log.append(newest, drafts)
  await tx.sessions.save({ ...rated, session })
  await tx.sessions.save(grown)
  tx.hint(topics.conversation(rated.conversationId))
  for (const { agent } of [rated.session, newest.session]) if (agent) tx.hint(topics.agent(agent.agentId))
  return grown.lastSeq
}
