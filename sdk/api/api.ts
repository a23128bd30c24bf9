import { defaultIvrId, theClient } from '../client/client'
import { notTaken } from '../client/sdk-errors'
import type { ChatOptions } from '../login/host-types'
import { phoneLanguage } from '../texts/phone-texts'
import { hostFault } from './host-fault'

/**
 * Sends what the mini-program wants said: at once while connected, otherwise as soon as the chat is.
 * @throws LoginError REQUEST_INVALID, with nothing sent, for what the call centre would not take
 */
export function tell(told: Omit<ChatOptions, 'ivrId'>): void {
  const { card, cardSignature, attributes, attributesSignature } = told
  const fault = hostFault(told)
  if (fault !== undefined) {
    const error = notTaken(fault)
    throw Object.assign(new Error(phoneLanguage === 'zh' ? error.zh : error.en), error)
  }
  const client = theClient()
  if (attributes) client.setAttributes(attributes, attributesSignature)
  if (card) client.send({ kind: 'card', card, ...(cardSignature && { signature: cardSignature }) })
}

/**
 * Says how many messages the customer has not seen: now, and whenever that changes.
 * @returns stops to listen
 */
export function watchUnread(listener: (unread: number) => void): () => void {
  const client = theClient()
  let last = -1
  const tell = (unread: number): void => {
    if (unread === last) return
    last = unread
    listener(unread)
  }
  const stop = client.watch(defaultIvrId(), { changed: ({ unread }) => tell(unread) })
  tell(client.snapshot.unread)
  return stop
}
