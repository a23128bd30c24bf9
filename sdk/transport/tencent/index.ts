import TencentCloudChat from '@tencentcloud/chat'
import type { MakeLink } from '../link'
import { createTencentLink } from './tencent-link'

/** What the subpackage `ccc-tencent/` gives to the chat client, which loads it when `ccc-config.js` asks for it. */
export const makeTencentLink: MakeLink = (platform, serverUrl, owner, host) =>
  createTencentLink(platform, serverUrl, owner, host, TencentCloudChat)
