import { FlowDefinition } from '@ccc-store/core/flow'
import { CccError, parse } from '@ccc-store/core/protocol'
import type { Kysely } from 'kysely'
import type { Tables } from '../store/tables'

/** The version of a flow that new sessions run on. @throws CccError FLOW_UNKNOWN, FLOW_UNPUBLISHED */
export async function publishedFlow(
  db: Kysely<Tables>,
  sdkAppId: number,
  ivrId: string,
): Promise<{ flowVersion: number; definition: FlowDefinition }> {
  const flow = await db
    .selectFrom('flows as flow')
    .leftJoin('flow_versions as version', 'version.version', 'flow.published_version')
    .select(['flow.status', 'version.version', 'version.definition_json'])
    .where('flow.ivr_id', '=', ivrId)
    .where('flow.sdk_app_id', '=', sdkAppId)
    .executeTakeFirst()
  if (!flow) throw new CccError('FLOW_UNKNOWN', { ivrId })
  if (flow.status !== 'published' || flow.version === null || flow.definition_json === null) {
    throw new CccError('FLOW_UNPUBLISHED', { ivrId })
  }
  return { flowVersion: flow.version, definition: parse(FlowDefinition, JSON.parse(flow.definition_json)) }
}
