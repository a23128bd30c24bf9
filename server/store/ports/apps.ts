import type { FlowDefinition } from '@ccc-store/core/flow'

/** One call centre. */
export interface App {
  sdkAppId: number
  name: string
  /** signs openids on behalf of the team's own back end */
  openidSecret: string
  /** 超时转接设置: seconds an offer rings before it goes to somebody else, 1–90; null when off */
  ringSeconds: number | null
}

/** A mini-program that customers come from. */
export interface Channel {
  channelId: string
  sdkAppId: number
  name: string
  wechatAppId: string
  wechatSecret: string
}

export interface SkillGroup {
  skillGroupId: string
  sdkAppId: number
  name: string
  kind: 'omnimedia' | 'online'
  capacity: number
}

export interface Flow {
  ivrId: string
  sdkAppId: number
  name: string
  status: 'draft' | 'published'
}

/** A flow as it was published once. It never changes: sessions under way stay on it. */
export interface FlowVersion {
  flowVersion: number
  definition: FlowDefinition
}

export interface AppReads {
  find(sdkAppId: number): Promise<App | undefined>
  channels(sdkAppId: number): Promise<Channel[]>
  /** With how many agents each has. */
  skillGroups(sdkAppId: number): Promise<(SkillGroup & { agents: number })[]>
  flows(sdkAppId: number): Promise<Flow[]>
  flow(ivrId: string): Promise<Flow | undefined>
  /** What new sessions of a flow run on; undefined while it was never published. */
  publishedVersion(ivrId: string): Promise<FlowVersion | undefined>
}

export interface Apps extends AppReads {
  /** One that is there stays as it is. */
  add(app: App): Promise<void>
  addChannel(channel: Channel): Promise<void>
  addSkillGroup(group: SkillGroup): Promise<void>
  addMember(skillGroupId: string, accountId: string): Promise<void>
  /** A flow, or a new version of one. */
  publishFlow(flow: Omit<Flow, 'status'>, definition: FlowDefinition): Promise<void>
  /** A random secret of this server by its name, made when it is first asked for. */
  secret(name: string): Promise<string>
  /** The next number of an ever-rising count, beginning at 1. */
  nextCount(name: string): Promise<number>
}
