import { CccError } from '@ccc-store/core/protocol'
import type { Kysely } from 'kysely'
import type { Tables } from '../store/tables'
import { publishedFlow } from './published-flow'

/**
 * Whether a mini-program's ccc-config.js names a call centre and a flow that customers can enter. Both ids are in every
 * copy of the mini-program, so this tells nobody anything new.
 * @throws CccError APP_UNKNOWN, FLOW_UNKNOWN, FLOW_UNPUBLISHED
 */
export async function checkConfig(database: Kysely<Tables>, sdkAppId: number, ivrId: string): Promise<void> {
  const app = await database
    .selectFrom('apps')
    .select('sdk_app_id')
    .where('sdk_app_id', '=', sdkAppId)
    .executeTakeFirst()
  if (!app) throw new CccError('APP_UNKNOWN', { sdkAppId })
  await publishedFlow(database, sdkAppId, ivrId)
}
