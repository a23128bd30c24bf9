import { CccError } from '@ccc-store/core/protocol'
import type { FlowVersion } from '../../store/ports/apps'
import type { View } from '../../store/store'

/** The version of a flow that new sessions run on. @throws CccError FLOW_UNKNOWN, FLOW_UNPUBLISHED */
export async function publishedFlow({ apps }: View, sdkAppId: number, ivrId: string): Promise<FlowVersion> {
  const flow = await apps.flow(ivrId)
  if (flow?.sdkAppId !== sdkAppId) throw new CccError('FLOW_UNKNOWN', { ivrId })
  const version = flow.status === 'published' ? await apps.publishedVersion(ivrId) : undefined
  if (!version) throw new CccError('FLOW_UNPUBLISHED', { ivrId })
  return version
}
