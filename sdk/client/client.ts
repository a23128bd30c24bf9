import host from '../host.js'
import { wxPlatform } from '../platform/wx-platform'
import { createTransport } from '../transport/create-transport'
import { createSocketLink } from '../transport/socket-link'
import type { Transport, TransportOwner } from '../transport/transport'
import { type ChatClient, createChatClient } from './chat-client'

let client: ChatClient | null = null

/** The one chat client of the mini-program, made when a page first asks for it. */
export function theClient(): ChatClient {
  client ??= makeClient()
  return client
}

function makeClient(): ChatClient {
  const { config, login } = host
  const made = createChatClient(wxPlatform, login, `${config.sdkAppId}@${config.serverUrl}`, makeTransport)
  login.hooks.signedIn = () => made.signedIn(config.ivrId)
  login.hooks.signedOut = () => made.signedOut()
  return made
}

/** The socket, unless `ccc-config.js` chooses Tencent Cloud Chat and its subpackage is installed. */
function makeTransport(owner: TransportOwner): Transport {
  const { config, login, tencent } = host
  const load = config.transport === 'tencent' && tencent ? async () => (await tencent()).makeTencentLink : null
  return createTransport(wxPlatform, login, config.serverUrl, owner, load ? null : createSocketLink, load)
}

/** The flow that `ccc-config.js` names. */
export const defaultIvrId = (): string => host.config.ivrId
