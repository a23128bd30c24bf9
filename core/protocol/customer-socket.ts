import { type Static, Type } from '@sinclair/typebox'
import { Content } from './content'
import { CloseReason, Entry, RatingScore, tagged } from './entry'
import { Ack, ErrorFrame, Nack, Ping, Pong } from './frames'
import { CommandId, Cursor, Id, IvrId, Seq, ShopSignature, Timestamp, Token } from './scalars'

const strict = { additionalProperties: false }

/** How far a client has read: the epoch names one life of the log, so a restored database is noticed. */
export const Position = Type.Object({ epoch: Id, seq: Cursor }, strict)
export type Position = Static<typeof Position>

export const CustomerHello = Type.Object(
  {
    t: Type.Literal('hello'),
    v: Type.Integer(),
    token: Token,
    ivrId: IvrId,
    position: Type.Union([Position, Type.Null()]),
  },
  strict,
)

/** Opens a session with the hello's flow, unless one is open already. */
export const Enter = Type.Object({ t: Type.Literal('enter'), id: CommandId }, strict)

/** Says something; opens a session first when none is open. */
export const CustomerSend = Type.Object({ t: Type.Literal('send'), id: CommandId, content: Content }, strict)

/** Leaves the queue; closes the session. */
export const LeaveQueue = Type.Object({ t: Type.Literal('leave'), id: CommandId }, strict)

/** Ends the open session, in whatever phase it is. */
export const EndSession = Type.Object({ t: Type.Literal('end'), id: CommandId }, strict)

/** Answers the open invitation to rate a session (CustomerState.rating), once. */
export const Rate = Type.Object(
  {
    t: Type.Literal('rate'),
    id: CommandId,
    sessionId: Id,
    score: RatingScore,
    tags: Type.Array(Type.String({ minLength: 1, maxLength: 50 }), { maxItems: 10, uniqueItems: true }),
    comment: Type.Optional(Type.String({ maxLength: 500 })),
  },
  strict,
)

/**
 * Leaves a message where nobody is online, or instead of waiting any longer, which ends the session
 * (CustomerState.canLeaveMessage). Given again it takes the place of what was left, until somebody deals with that.
 */
export const LeaveMessage = Type.Object(
  {
    t: Type.Literal('leaveMessage'),
    id: CommandId,
    text: Type.String({ pattern: '\\S', maxLength: 2_000 }),
    /** how to reach the customer: a phone number, an address */
    contact: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  },
  strict,
)

/** Takes one's own message back, within RECALL_MS. */
export const Recall = Type.Object({ t: Type.Literal('recall'), id: CommandId, seq: Seq }, strict)

/** What the host mini-program tells the agent about the customer; replaces what was told before. */
export const Attributes = Type.Record(Type.String({ pattern: '^[\\s\\S]{1,50}$' }), Type.String({ maxLength: 200 }), {
  maxProperties: 20,
  additionalProperties: false,
})
export type Attributes = Static<typeof Attributes>
export const SetAttributes = Type.Object(
  { t: Type.Literal('attributes'), id: CommandId, attributes: Attributes, signature: Type.Optional(ShopSignature) },
  strict,
)

/** Everything up to `seq` was shown to the customer. Not acknowledged; a lower one changes nothing. */
export const Read = Type.Object({ t: Type.Literal('read'), seq: Cursor }, strict)

/** The customer is typing. Not acknowledged and never logged; said again every few seconds while it goes on. */
export const Typing = Type.Object({ t: Type.Literal('typing') }, strict)

/** Asks for the page of entries before `before`. */
export const History = Type.Object({ t: Type.Literal('history'), before: Seq }, strict)

const commands = [Enter, CustomerSend, LeaveQueue, EndSession, Rate, LeaveMessage, Recall, SetAttributes] as const
export const CustomerCommand = Type.Union([...commands])
export type CustomerCommand = Static<typeof CustomerCommand>

/** Every frame a customer's client may send. */
export const CustomerClientFrame = Type.Union([CustomerHello, ...commands, Read, Typing, History, Ping])
export type CustomerClientFrame = Static<typeof CustomerClientFrame>

export const CustomerPhase = Type.Union([
  Type.Literal('none'),
  Type.Literal('flow'),
  Type.Literal('queued'),
  Type.Literal('ringing'),
  Type.Literal('serving'),
  Type.Literal('closed'),
])
export type CustomerPhase = Static<typeof CustomerPhase>

/** Where the newest session stands, as of the newest entry sent. */
export const CustomerState = Type.Object({
  phase: CustomerPhase,
  sessionId: Type.Optional(Id),
  /** ${WaitNo}: customers waiting ahead; present while queued */
  waitNo: Type.Optional(Type.Integer({ minimum: 0 })),
  /** about how long that takes; present while queued, where enough is known */
  waitMinutes: Type.Optional(Type.Integer({ minimum: 1 })),
  /** present while serving */
  agent: Type.Optional(Type.Object({ name: Type.String(), staffNo: Type.String() })),
  /** seq of the menu that can be answered now */
  menuSeq: Type.Optional(Seq),
  closeReason: Type.Optional(CloseReason),
  /** what others said after the customer's read mark, at most MAX_UNREAD */
  unread: Type.Optional(Type.Integer({ minimum: 0 })),
  /** the agents have read up to here */
  readByAgent: Type.Optional(Cursor),
  /** the invitation that can be answered now */
  rating: Type.Optional(Type.Object({ sessionId: Id, ...tagged, expiresAt: Timestamp })),
  /** nobody is online, or the customer waits: `leaveMessage` is accepted */
  canLeaveMessage: Type.Optional(Type.Boolean()),
  /** what was left, while it can still be changed by `leaveMessage` */
  leftMessage: Type.Optional(Type.Object({ text: Type.String(), contact: Type.Optional(Type.String()) })),
})
export type CustomerState = Static<typeof CustomerState>

/** Answers hello. `resume`: entries are exactly what was missed. `reset`: drop all, these are the newest. */
export const CustomerWelcome = Type.Object({
  t: Type.Literal('welcome'),
  mode: Type.Union([Type.Literal('resume'), Type.Literal('reset')]),
  epoch: Id,
  head: Cursor,
  entries: Type.Array(Entry),
  state: CustomerState,
})
export type CustomerWelcome = Static<typeof CustomerWelcome>

/** New entries, following without a gap on the last ones sent, and the state after them. */
export const CustomerEntries = Type.Object({
  t: Type.Literal('entries'),
  entries: Type.Array(Entry),
  state: CustomerState,
})
export type CustomerEntries = Static<typeof CustomerEntries>

/** A page of older entries, ascending; empty at the start of the log. */
export const HistoryPage = Type.Object({ t: Type.Literal('history'), before: Seq, entries: Type.Array(Entry) })
export type HistoryPage = Static<typeof HistoryPage>

/** The agent is typing. */
export const AgentTyping = Type.Object({ t: Type.Literal('typing') })

/** Every frame the server may send to a customer's client. */
export const CustomerServerFrame = Type.Union([
  CustomerWelcome,
  CustomerEntries,
  HistoryPage,
  AgentTyping,
  Ack,
  Nack,
  ErrorFrame,
  Pong,
])
export type CustomerServerFrame = Static<typeof CustomerServerFrame>
