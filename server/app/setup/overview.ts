import { CccError } from '@ccc-store/core/protocol'
import type { View } from '../../store/store'

/** What a call centre consists of. Secrets stay where they are. @throws CccError APP_UNKNOWN */
export async function overview({ apps }: View, sdkAppId: number) {
  const app = await apps.find(sdkAppId)
  if (!app) throw new CccError('APP_UNKNOWN', { sdkAppId })
  const channels = await apps.channels(sdkAppId)
  const groups = await apps.skillGroups(sdkAppId)
  const flows = await apps.flows(sdkAppId)
  return {
    sdkAppId,
    name: app.name,
    miniPrograms: channels.map(({ name, wechatAppId }) => ({ name, appId: wechatAppId })),
    skillGroups: groups.map(({ skillGroupId, name, kind, agents }) => ({ skillGroupId, name, kind, agents })),
    flows: flows.map(({ ivrId, name, status }) => ({ ivrId, name, status })),
  }
}
