/** How much there is to do at once. */
export interface Shape {
  conversations: number
  /** the conversations are dealt out among them */
  agents: number
  /** messages that each customer has sent and not yet seen acknowledged and delivered */
  underWay: number
}

/** Busy customers, and many calm ones: commits and frames hold several messages of a conversation, or one each. */
export const SHAPES = {
  busy: { conversations: 100, agents: 10, underWay: 8 },
  calm: { conversations: 800, agents: 80, underWay: 1 },
} as const satisfies Record<string, Shape>

export const agentOf = (conversation: number, { agents }: Shape): number => conversation % agents

/** What customers say: a line of Chinese, as most of them are. */
export const WORDS = '我昨天下的订单还没有发货，麻烦帮我看一下大概什么时候能到，谢谢。'
