import { CccError } from '@ccc-store/core/protocol'
import type { View } from '../../store/store'
import { publishedFlow } from './published-flow'

/**
 * Whether a mini-program's ccc-config.js names a call centre and a flow that customers can enter. Both ids are in every
 * copy of the mini-program, so this tells nobody anything new.
 * @throws CccError APP_UNKNOWN, FLOW_UNKNOWN, FLOW_UNPUBLISHED
 */
export async function checkConfig(view: View, sdkAppId: number, ivrId: string): Promise<void> {
  if (!(await view.apps.find(sdkAppId))) throw new CccError('APP_UNKNOWN', { sdkAppId })
  await publishedFlow(view, sdkAppId, ivrId)
}
