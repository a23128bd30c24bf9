import type { CustomerCommand } from '@ccc-store/core/protocol'
import type { Signal } from '../link'
import type { ChatModule, ChatSdk, Message } from './chat-sdk'

/** Where messages go, and the flow that they are meant for. */
export interface Recipient {
  serviceAccount: string
  ivrId: string
}

/** A message that only the call centre reads. */
const hidden = (ccc: object): string => JSON.stringify({ customerServicePlugin: 0, src: 'ccc', ccc })

/**
 * A command as a message: texts and places as such, so that any client of Tencent Cloud Chat shows them; anything else
 * as data. All bring the id of the command, so that it has one effect however often it comes (P2, P8).
 */
export function commandMessage(
  chat: ChatSdk,
  { TYPES }: ChatModule,
  { serviceAccount, ivrId }: Recipient,
  command: CustomerCommand,
): Message {
  const to = { to: serviceAccount, conversationType: TYPES.CONV_C2C }
  if (command.t === 'send' && command.content.kind === 'text') {
    const { id, content } = command
    const { text, quote } = content
    const ccc = quote === undefined ? { ivrId, id } : { ivrId, id, quote }
    return chat.createTextMessage({ ...to, payload: { text }, cloudCustomData: JSON.stringify({ ccc }) })
  }
  const ccc = { ivrId, frame: command }
  if (command.t === 'send' && command.content.kind === 'location') {
    const { latitude, longitude, name, address } = command.content
    const payload = { description: [name, address].filter(Boolean).join(' '), latitude, longitude }
    return chat.createLocationMessage({ ...to, payload, cloudCustomData: JSON.stringify({ ccc }) })
  }
  return frameMessage(chat, { TYPES }, { serviceAccount, ivrId }, command)
}

/** A frame as data that no other client shows. */
export function frameMessage(
  chat: ChatSdk,
  { TYPES }: Pick<ChatModule, 'TYPES'>,
  { serviceAccount, ivrId }: Recipient,
  frame: CustomerCommand | Signal,
): Message {
  return chat.createCustomMessage({
    to: serviceAccount,
    conversationType: TYPES.CONV_C2C,
    payload: { data: hidden({ ivrId, frame }), description: '', extension: '' },
  })
}
