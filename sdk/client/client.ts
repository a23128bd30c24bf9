import host from '../host.js'
import { wxPlatform } from '../platform/wx-platform'
import { SocketTransport } from '../transport/socket-transport'
import { ChatClient } from './chat-client'

let client: ChatClient | null = null

/** The one chat client of the mini-program, made when a page first asks for it. */
export function theClient(): ChatClient {
  client ??= makeClient()
  return client
}

function makeClient(): ChatClient {
  const { config, login } = host
  const made = new ChatClient(
    wxPlatform,
    login,
    `${config.sdkAppId}@${config.serverUrl}`,
    (owner) => new SocketTransport(wxPlatform, login, config.serverUrl, owner),
  )
  login.hooks.signedIn = () => made.signedIn(config.ivrId)
  login.hooks.signedOut = () => made.signedOut()
  return made
}

/** The flow that `ccc-config.js` names. */
export const defaultIvrId = (): string => host.config.ivrId
