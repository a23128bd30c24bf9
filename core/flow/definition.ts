import { type Static, Type } from '@sinclair/typebox'

/*
 * The shape of a service flow (会话服务流) after seed page 004: five kinds of modules. A connection is the `next` of
 * the module it leaves; a branch has one for each of its choices.
 */

const NodeId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' })
const Text = Type.String({ maxLength: 2_000 })
const RatingTags = Type.Array(Type.String({ minLength: 1, maxLength: 50 }), { maxItems: 10 })
const base = { id: NodeId, label: Type.String({ maxLength: 50 }) }

/** 开始 */
export const StartNode = Type.Object({ ...base, kind: Type.Literal('start'), next: NodeId })

/** 消息发送 */
export const MessageNode = Type.Object({ ...base, kind: Type.Literal('message'), text: Text, next: NodeId })

/** 分支 */
export const BranchNode = Type.Object({
  ...base,
  kind: Type.Literal('branch'),
  /** 消息文本 */
  text: Text,
  /** 输入错误时的提示 */
  wrongInputText: Text,
  /** 匹配关键词 and 分支名称 */
  branches: Type.Array(
    Type.Object({
      keyword: Type.String({ maxLength: 50 }),
      name: Type.String({ maxLength: 50 }),
      next: NodeId,
    }),
    { maxItems: 20 },
  ),
})

/** 转人工 */
export const TransferNode = Type.Object({
  ...base,
  kind: Type.Literal('transfer'),
  skillGroupId: Type.String({ maxLength: 64 }),
  /** 转人工排队提示消息: all agents are busy; may hold ${WaitNo} */
  queueingText: Text,
  /** 转人工失败提示消息: no agent is online */
  failureText: Text,
  /** 转人工成功提示消息: an agent has taken the session; may hold ${StaffNo} */
  successText: Text,
  /** the end module whose rules hold while the agent serves */
  next: NodeId,
})

/** 结束 */
export const EndNode = Type.Object({
  ...base,
  kind: Type.Literal('end'),
  /** 用户应答超时自动结束(秒); 0 never ends a session by itself */
  replyTimeoutSeconds: Type.Integer({ minimum: 0, maximum: 86_400 }),
  /** 超时自动结束提示语 */
  timeoutText: Text,
  /** 客服结束提示语 */
  agentEndedText: Text,
  /** what an invitation to rate offers to choose from; some common ones when left out */
  ratingTags: Type.Optional(RatingTags),
  /** the same for few stars; `ratingTags` are offered for any number when only these are given */
  lowRatingTags: Type.Optional(RatingTags),
})

export const FlowNode = Type.Union([StartNode, MessageNode, BranchNode, TransferNode, EndNode])
export type FlowNode = Static<typeof FlowNode>
export type TransferNode = Static<typeof TransferNode>
export type EndNode = Static<typeof EndNode>

export const FlowDefinition = Type.Object({ nodes: Type.Array(FlowNode, { maxItems: 500 }) })
export type FlowDefinition = Static<typeof FlowDefinition>

/** Every module a module leads to, in the order of its connections. */
export function successors(node: FlowNode): string[] {
  if (node.kind === 'end') return []
  if (node.kind === 'branch') return node.branches.map((branch) => branch.next)
  return [node.next]
}
