/** A conversation that is delivered through Tencent Cloud Chat. */
export interface TencentDelivery {
  conversationId: string
  /** the customer's account there */
  userId: string
  /** the flow that the customer entered with last */
  ivrId: string
  /** seq of the last entry that Tencent took */
  cursor: number
  /** when the customer was last heard of on this channel */
  seenAt: number
}

/** Which entry a message of Tencent Cloud Chat is. */
export interface TencentMessage {
  msgKey: string
  conversationId: string
  seq: number
  sender: 'customer' | 'service'
}

export interface TencentReads {
  delivery(by: { conversationId: string } | { userId: string }): Promise<TencentDelivery | undefined>
  /** Conversations whose customers were heard of since `since`. */
  seenSince(since: number): Promise<string[]>
  /** Of these, some whose log is ahead of what Tencent took. */
  undelivered(since: number): Promise<string[]>
  message(by: { msgKey: string } | { conversationId: string; seq: number }): Promise<TencentMessage | undefined>
}

export interface TencentTables extends TencentReads {
  /** In place of the conversation's earlier one. */
  setDelivery(delivery: TencentDelivery): Promise<void>
  /** Tencent has taken the entries up to `cursor`. */
  advance(conversationId: string, cursor: number): Promise<void>
  /** The customer was heard of. */
  markSeen(conversationId: string): Promise<void>
  /** Keeps which entry a message is. The same key again changes nothing. */
  rememberMessage(message: TencentMessage): Promise<void>
  forgetMessages(before: number): Promise<void>
}
