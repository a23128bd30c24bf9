import type { Kysely } from 'kysely'
import type { Tables } from '../store/tables'

/** What a call centre consists of. Secrets stay where they are. */
export async function overview(database: Kysely<Tables>, sdkAppId: number) {
  const app = await database
    .selectFrom('apps')
    .select('name')
    .where('sdk_app_id', '=', sdkAppId)
    .executeTakeFirstOrThrow()
  const miniPrograms = await database
    .selectFrom('channels')
    .select(['name', 'wechat_app_id as appId'])
    .where('sdk_app_id', '=', sdkAppId)
    .orderBy('name')
    .execute()
  const groups = await database
    .selectFrom('skill_groups')
    .select(['skill_group_id as skillGroupId', 'name', 'kind'])
    .select((e) =>
      e
        .selectFrom('skill_group_members')
        .select((m) => m.fn.countAll<number>().as('count'))
        .whereRef('skill_group_members.skill_group_id', '=', 'skill_groups.skill_group_id')
        .as('agents'),
    )
    .where('sdk_app_id', '=', sdkAppId)
    .orderBy('name')
    .execute()
  const flows = await database
    .selectFrom('flows')
    .select(['ivr_id as ivrId', 'name', 'status'])
    .where('sdk_app_id', '=', sdkAppId)
    .orderBy('name')
    .execute()
  const skillGroups = groups.map((group) => ({ ...group, agents: group.agents ?? 0 }))
  return { sdkAppId, name: app.name, miniPrograms, skillGroups, flows }
}
