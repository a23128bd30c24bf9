import { type Static, Type } from '@sinclair/typebox'
import { Content } from './content'
import { Attributes } from './customer-socket'
import { CloseReason, Entry } from './entry'
import { Ack, ErrorFrame, Nack, Ping, Pong } from './frames'
import { CommandId, Cursor, Id, Seq, Timestamp, Token } from './scalars'

const strict = { additionalProperties: false }

/** `away`: an offer was missed; no further offers until the agent says `online` again. */
export const AgentStatus = Type.Union([Type.Literal('online'), Type.Literal('away'), Type.Literal('offline')])
export type AgentStatus = Static<typeof AgentStatus>

/** `positions`: for each session the client already shows, the last seq it has. */
export const AgentHello = Type.Object(
  {
    t: Type.Literal('hello'),
    v: Type.Integer(),
    token: Token,
    positions: Type.Record(Id, Cursor, { maxProperties: 200 }),
  },
  strict,
)

export const SetStatus = Type.Object(
  {
    t: Type.Literal('status'),
    id: CommandId,
    status: Type.Union([Type.Literal('online'), Type.Literal('offline')]),
  },
  strict,
)
export const Accept = Type.Object({ t: Type.Literal('accept'), id: CommandId, sessionId: Id }, strict)
export const Decline = Type.Object({ t: Type.Literal('decline'), id: CommandId, sessionId: Id }, strict)
export const AgentSend = Type.Object(
  { t: Type.Literal('send'), id: CommandId, sessionId: Id, content: Content },
  strict,
)
export const End = Type.Object({ t: Type.Literal('end'), id: CommandId, sessionId: Id }, strict)

/** Takes one's own message back, within RECALL_MS. */
export const AgentRecall = Type.Object({ t: Type.Literal('recall'), id: CommandId, sessionId: Id, seq: Seq }, strict)

/** Asks the customer to rate the session, once. */
export const InviteRating = Type.Object({ t: Type.Literal('inviteRating'), id: CommandId, sessionId: Id }, strict)

/** Ends the session and refuses the customer from then on, until an administrator lifts it. */
export const Block = Type.Object({ t: Type.Literal('block'), id: CommandId, sessionId: Id }, strict)

/** Takes a message that a customer left (Desk.leftMessages): opens a session with its customer, served by the agent. */
export const AnswerLeft = Type.Object({ t: Type.Literal('answerLeft'), id: CommandId, sessionId: Id }, strict)

/** A message that a customer left needs no answer here any more. */
export const DismissLeft = Type.Object({ t: Type.Literal('dismissLeft'), id: CommandId, sessionId: Id }, strict)

/** Everything of the session up to `seq` was shown to the agent. Not acknowledged. */
export const AgentRead = Type.Object({ t: Type.Literal('read'), sessionId: Id, seq: Cursor }, strict)

/** The agent is typing in the session. Not acknowledged and never logged. */
export const AgentTypes = Type.Object({ t: Type.Literal('typing'), sessionId: Id }, strict)

/** Asks for the page of the conversation's entries before `before`, earlier sessions included. */
export const AgentHistory = Type.Object({ t: Type.Literal('history'), sessionId: Id, before: Seq }, strict)

const commands = [
  SetStatus,
  Accept,
  Decline,
  AgentSend,
  End,
  AgentRecall,
  InviteRating,
  Block,
  AnswerLeft,
  DismissLeft,
] as const
export const AgentCommand = Type.Union([...commands])
export type AgentCommand = Static<typeof AgentCommand>

/** Every frame an agent's client may send. */
export const AgentClientFrame = Type.Union([AgentHello, ...commands, AgentRead, AgentTypes, AgentHistory, Ping])
export type AgentClientFrame = Static<typeof AgentClientFrame>

/** A session on an agent's desk. */
export const DeskSession = Type.Object({
  sessionId: Id,
  phase: Type.Union([Type.Literal('ringing'), Type.Literal('serving'), Type.Literal('closed')]),
  customer: Type.Object({
    customerId: Id,
    name: Type.String(),
    avatarUrl: Type.Optional(Type.String()),
    /** told by the host mini-program */
    attributes: Type.Optional(Attributes),
    /** the shop's own back end vouched for them */
    attributesVerified: Type.Optional(Type.Boolean()),
  }),
  skillGroupName: Type.String(),
  startedAt: Timestamp,
  /** while ringing: when the offer goes to somebody else, if the app passes unanswered offers on */
  ringUntil: Type.Optional(Timestamp),
  closeReason: Type.Optional(CloseReason),
  /** the customer has read up to here */
  readByCustomer: Type.Optional(Cursor),
  rating: Type.Optional(Type.Union([Type.Literal('none'), Type.Literal('invited'), Type.Literal('rated')])),
})
export type DeskSession = Static<typeof DeskSession>

/** A message that a customer left while nobody was online, not yet answered. */
export const LeftMessage = Type.Object({
  sessionId: Id,
  customer: Type.Object({ customerId: Id, name: Type.String(), avatarUrl: Type.Optional(Type.String()) }),
  skillGroupName: Type.String(),
  at: Timestamp,
  text: Type.String(),
  contact: Type.Optional(Type.String()),
})
export type LeftMessage = Static<typeof LeftMessage>

/** All that an agent's desk shows apart from the entries. Sent whole. */
export const Desk = Type.Object({
  agent: Type.Object({ agentId: Id, name: Type.String(), staffNo: Type.String() }),
  status: AgentStatus,
  sessions: Type.Array(DeskSession),
  queues: Type.Array(Type.Object({ skillGroupId: Id, name: Type.String(), waiting: Type.Integer({ minimum: 0 }) })),
  /** of the agent's skill groups, oldest first, at most 100 */
  leftMessages: Type.Optional(Type.Array(LeftMessage)),
})
export type Desk = Static<typeof Desk>

export const AgentWelcome = Type.Object({ t: Type.Literal('welcome'), desk: Desk })
export type AgentWelcome = Static<typeof AgentWelcome>

export const DeskFrame = Type.Object({ t: Type.Literal('desk'), desk: Desk })
export type DeskFrame = Static<typeof DeskFrame>

/** Entries of one session. `reset`: drop what is shown of it first. Otherwise they follow without a gap. */
export const SessionEntries = Type.Object({
  t: Type.Literal('entries'),
  sessionId: Id,
  reset: Type.Boolean(),
  entries: Type.Array(Entry),
})
export type SessionEntries = Static<typeof SessionEntries>

/** A page of older entries of a session's conversation, ascending; empty at the start of the log. */
export const AgentHistoryPage = Type.Object({
  t: Type.Literal('history'),
  sessionId: Id,
  before: Seq,
  entries: Type.Array(Entry),
})
export type AgentHistoryPage = Static<typeof AgentHistoryPage>

/** The customer of the session is typing. */
export const CustomerTyping = Type.Object({ t: Type.Literal('typing'), sessionId: Id })

/** Every frame the server may send to an agent's client. */
export const AgentServerFrame = Type.Union([
  AgentWelcome,
  DeskFrame,
  SessionEntries,
  AgentHistoryPage,
  CustomerTyping,
  Ack,
  Nack,
  ErrorFrame,
  Pong,
])
export type AgentServerFrame = Static<typeof AgentServerFrame>
