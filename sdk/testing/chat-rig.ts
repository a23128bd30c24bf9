import type { CustomerClientFrame } from '@ccc-store/core/protocol'
import { type ChatClient, createChatClient } from '../client/chat-client'
import type { ChatSnapshot } from '../client/chat-snapshot'
import { createTransport } from '../transport/create-transport'
import { createSocketLink } from '../transport/socket-link'
import { FakeCallCentre } from './fake-call-centre'
import { FakePlatform } from './fake-platform'
import { FakeSessions } from './fake-sessions'

/** A phone, a login and a call centre, around any number of chat clients that use them one after the other. */
export function chatRig() {
  const platform = new FakePlatform()
  const sessions = new FakeSessions().loggedIn()
  const centre = new FakeCallCentre(platform)
  const make = () =>
    createChatClient(platform, sessions, 'centre', (owner) =>
      createTransport(platform, sessions, 'http://ccc', owner, createSocketLink),
    )
  /** the log and what is on its way, as a page would show it */
  const shown = ({ conversation, pending }: ChatSnapshot) => [
    ...conversation.entries.map(({ body }) => ('text' in body ? body.text : body.kind)),
    ...pending.flatMap(({ command, status }) => {
      if (command.t !== 'send') return []
      const { content } = command
      const words = 'text' in content ? content.text : content.kind
      return [status === 'sent' ? words : `${words} ${status}`]
    }),
  ]
  const listen = (client: ChatClient) => {
    const calls: ChatSnapshot[] = []
    const errors: string[] = []
    const stop = client.subscribe('flow', {
      changed: (snapshot) => calls.push(snapshot),
      error: ({ code }) => errors.push(code),
    })
    return { calls, errors, stop }
  }
  /** random numbers that differ, so that ids do */
  let luck = 0
  platform.random = () => {
    luck = (luck + 0.6180339) % 1
    return luck
  }
  /** breaks the connection and waits for the next one */
  const reconnect = () => {
    const { length } = platform.sockets
    platform.socket.break()
    while (platform.sockets.length === length) platform.pass(1_000)
    centre.answer()
  }
  /** a client with a page that listens, welcomed */
  const online = () => {
    const client = make()
    const page = listen(client)
    centre.answer()
    return { client, ...page }
  }
  /** frames of the present socket that say something of this kind */
  const sent = (t: CustomerClientFrame['t']) => platform.socket.frames.filter((frame) => frame.t === t)
  return { platform, sessions, centre, make, shown, listen, reconnect, online, sent }
}
