/** What the gallery shows; each is a page of its own, `pages/show/show?of=…`. */
export const names = [
  'message',
  'attachment',
  'flow-menu',
  'strips',
  'composer',
  'rating',
  'leave-message',
  'message-list',
  'ccc-entry',
  'chat',
  'chat-queued',
  'chat-closed',
]
