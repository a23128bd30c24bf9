/**
 * Carries hints: "something about this topic changed, look again". A hint holds no data and may be lost or come twice
 * (DESIGN rule 2); whoever watches reads the truth from the store.
 */
export interface Bus {
  publish(topics: Iterable<string>): void
  /** @returns how to stop watching */
  subscribe(topic: string, listener: () => void): () => void
}

export const topics = {
  /** entries or state of a conversation changed */
  conversation: (conversationId: string) => `conversation:${conversationId}`,
  /** what desks show of a conversation's customer changed: attributes, how far they have read */
  customer: (conversationId: string) => `customer:${conversationId}`,
  /** status or sessions of an agent changed */
  agent: (agentId: string) => `agent:${agentId}`,
  /** who waits in a skill group changed */
  queue: (skillGroupId: string) => `queue:${skillGroupId}`,
  /** messages that were left for a skill group changed */
  left: (skillGroupId: string) => `left:${skillGroupId}`,
  /** one side of a conversation is typing: all there is to know, so nothing is read */
  typing: (side: 'customer' | 'agent', conversationId: string) => `typing:${side}:${conversationId}`,
  /** somebody logged out */
  login: (subjectId: string) => `login:${subjectId}`,
  /** a timer was set or cancelled */
  timers: 'timers',
}
