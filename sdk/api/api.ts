import { defaultIvrId, theClient } from '../client/client'
import type { ChatOptions } from '../login/host-types'

/** Sends what the mini-program wants said: at once while connected, otherwise as soon as the chat is. */
export function tell({ card, attributes }: Pick<ChatOptions, 'card' | 'attributes'>): void {
  const client = theClient()
  if (attributes) client.setAttributes(attributes)
  if (card) client.send({ kind: 'card', card })
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
