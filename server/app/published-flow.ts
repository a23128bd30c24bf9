import { FlowDefinition } from '@ccc-store/core/flow'
import { CccError, parse } from '@ccc-store/core/protocol'
import type { Kysely } from 'kysely'
import type { Tables } from '../store/tables'

/** @throws CccError FLOW_UNKNOWN, FLOW_UNPUBLISHED */
export async function publishedFlow(db: Kysely<Tables>, sdkAppId: number, ivrId: string): Promise<FlowDefinition> {
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
