import { randomUUID } from 'node:crypto'
import { FlowDefinition } from '@ccc-store/core/flow'
import { CccError, parse } from '@ccc-store/core/protocol'
import { newSession } from '@ccc-store/core/session'
import type { Kysely } from 'kysely'
import { findOpenSession, findSession, insertSession, type StoredSession } from '../store/sessions'
import type { Tables } from '../store/tables'
import type { Tx } from '../store/writer'
import type { CustomerIdentity } from './authenticate'
import { conduct } from './conduct'

/**
 * The customer's open session; begins one with the flow when there is none.
 * @throws CccError FLOW_UNKNOWN, FLOW_UNPUBLISHED
 */
export async function openSession(tx: Tx, customer: CustomerIdentity, ivrId: string): Promise<StoredSession> {
  const open = await findOpenSession(tx.db, customer.conversationId)
  if (open) return open

  const { head } = await tx.db
    .selectFrom('conversations')
    .select('head')
    .where('conversation_id', '=', customer.conversationId)
    .executeTakeFirstOrThrow()
  const stored: StoredSession = {
    sessionId: randomUUID(),
    conversationId: customer.conversationId,
    sdkAppId: customer.sdkAppId,
    definition: await publishedFlow(tx.db, customer.sdkAppId, ivrId),
    session: newSession,
    ticket: null,
  }
  await insertSession(tx.db, stored, head + 1, tx.now)
  await conduct(tx, stored, { type: 'start' })
  return (await findSession(tx.db, stored.sessionId)) ?? stored
}

async function publishedFlow(db: Kysely<Tables>, sdkAppId: number, ivrId: string): Promise<FlowDefinition> {
  const flow = await db
    .selectFrom('flows')
    .select(['status', 'definition_json'])
    .where('ivr_id', '=', ivrId)
    .where('sdk_app_id', '=', sdkAppId)
    .executeTakeFirst()
  if (!flow) throw new CccError('FLOW_UNKNOWN', { ivrId })
  if (flow.status !== 'published') throw new CccError('FLOW_UNPUBLISHED', { ivrId })
  return parse(FlowDefinition, JSON.parse(flow.definition_json))
}
