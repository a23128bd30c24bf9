import TencentCloudChat from '@tencentcloud/chat'
import type { Platform } from '../../platform/platform'
import type { SessionSource } from '../session-source'
import type { Transport, TransportOwner } from '../transport'
import { createTencentTransport } from './tencent-transport'

/** What the subpackage `ccc-tencent/` gives to the chat client, which loads it when `ccc-config.js` asks for it. */
export const makeTencentTransport = (
  platform: Platform,
  sessions: SessionSource,
  serverUrl: string,
  owner: TransportOwner,
): Transport => createTencentTransport(platform, sessions, serverUrl, owner, TencentCloudChat)
