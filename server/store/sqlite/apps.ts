import { randomBytes } from 'node:crypto'
import { FlowDefinition } from '@ccc-store/core/flow'
import { parse } from '@ccc-store/core/protocol'
import type { App, Apps, Channel, Flow, FlowVersion, SkillGroup } from '../ports/apps'
import type { Sql } from './sql'

const FLOW = 'select ivr_id as ivrId, sdk_app_id as sdkAppId, name, status from flows'

export class SqliteApps implements Apps {
  constructor(
    private readonly sql: Sql,
    private readonly now: number,
  ) {}

  async find(sdkAppId: number): Promise<App | undefined> {
    return this.sql.one(
      `select sdk_app_id as sdkAppId, name, openid_secret as openidSecret, ring_seconds as ringSeconds
        from apps where sdk_app_id = ?`,
      sdkAppId,
    )
  }

  async channels(sdkAppId: number): Promise<Channel[]> {
    return this.sql.all(
      `select channel_id as channelId, sdk_app_id as sdkAppId, name, wechat_app_id as wechatAppId,
        wechat_secret as wechatSecret
        from channels where sdk_app_id = ? and kind = 'miniprogram' order by name`,
      sdkAppId,
    )
  }

  async skillGroups(sdkAppId: number): Promise<(SkillGroup & { agents: number })[]> {
    return this.sql.all(
      `select skill_group_id as skillGroupId, sdk_app_id as sdkAppId, name, kind, capacity,
        (select count(*) from skill_group_members as member
          where member.skill_group_id = skill_groups.skill_group_id) as agents
        from skill_groups where sdk_app_id = ? order by name`,
      sdkAppId,
    )
  }

  async flows(sdkAppId: number): Promise<Flow[]> {
    return this.sql.all(`${FLOW} where sdk_app_id = ? order by name`, sdkAppId)
  }

  async flow(ivrId: string): Promise<Flow | undefined> {
    return this.sql.one(`${FLOW} where ivr_id = ?`, ivrId)
  }

  async publishedVersion(ivrId: string): Promise<FlowVersion | undefined> {
    const row = this.sql.one<{ version: number; definition_json: string }>(
      `select version, version.definition_json from flows as flow
        join flow_versions as version on version.version = flow.published_version where flow.ivr_id = ?`,
      ivrId,
    )
    return row && { flowVersion: row.version, definition: parse(FlowDefinition, JSON.parse(row.definition_json)) }
  }

  async add({ sdkAppId, name, openidSecret, ringSeconds }: App): Promise<void> {
    this.sql.run(
      'insert into apps (sdk_app_id, name, openid_secret, ring_seconds) values (?, ?, ?, ?) on conflict do nothing',
      sdkAppId,
      name,
      openidSecret,
      ringSeconds,
    )
  }

  async addChannel({ channelId, sdkAppId, name, wechatAppId, wechatSecret }: Channel): Promise<void> {
    this.sql.run(
      `insert into channels (channel_id, sdk_app_id, kind, name, wechat_app_id, wechat_secret)
        values (?, ?, 'miniprogram', ?, ?, ?)`,
      channelId,
      sdkAppId,
      name,
      wechatAppId,
      wechatSecret,
    )
  }

  async addSkillGroup({ skillGroupId, sdkAppId, name, kind, capacity }: SkillGroup): Promise<void> {
    const text = 'insert into skill_groups (skill_group_id, sdk_app_id, name, kind, capacity) values (?, ?, ?, ?, ?)'
    this.sql.run(text, skillGroupId, sdkAppId, name, kind, capacity)
  }

  async addMember(skillGroupId: string, accountId: string): Promise<void> {
    this.sql.run('insert into skill_group_members (skill_group_id, account_id) values (?, ?)', skillGroupId, accountId)
  }

  async publishFlow({ ivrId, sdkAppId, name }: Omit<Flow, 'status'>, definition: FlowDefinition): Promise<void> {
    const json = JSON.stringify(definition)
    this.sql.run(
      `insert into flows (ivr_id, sdk_app_id, name, status, definition_json, updated_at)
        values (?1, ?2, ?3, 'published', ?4, ?5)
        on conflict (ivr_id) do update set name = ?3, status = 'published', definition_json = ?4, updated_at = ?5`,
      ivrId,
      sdkAppId,
      name,
      json,
      this.now,
    )
    this.sql.run(
      'insert into flow_versions (ivr_id, definition_json, published_at) values (?, ?, ?)',
      ivrId,
      json,
      this.now,
    )
    this.sql.run('update flows set published_version = last_insert_rowid() where ivr_id = ?', ivrId)
  }

  async secret(name: string): Promise<string> {
    const known = this.sql.one<{ value: string }>('select value from secrets where name = ?', name)
    if (known) return known.value
    const value = randomBytes(32).toString('base64url')
    this.sql.run('insert into secrets (name, value) values (?, ?)', name, value)
    return value
  }

  async nextCount(name: string): Promise<number> {
    const text = `insert into counters (name, value) values (?, 1)
      on conflict (name) do update set value = value + 1 returning value`
    return this.sql.one<{ value: number }>(text, name)?.value ?? 0
  }
}
