import { type Static, Type } from '@sinclair/typebox'
import { CloseReason, Content, Entry } from './entry'
import { Ack, ErrorFrame, Nack, Ping, Pong } from './frames'
import { CommandId, Cursor, Id, IvrId, Seq, Token } from './scalars'

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

/** Asks for the page of entries before `before`. */
export const History = Type.Object({ t: Type.Literal('history'), before: Seq }, strict)

export const CustomerCommand = Type.Union([Enter, CustomerSend])
export type CustomerCommand = Static<typeof CustomerCommand>

/** Every frame a customer's client may send. */
export const CustomerClientFrame = Type.Union([CustomerHello, Enter, CustomerSend, History, Ping])
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
  /** present while serving */
  agent: Type.Optional(Type.Object({ name: Type.String(), staffNo: Type.String() })),
  /** seq of the menu that can be answered now */
  menuSeq: Type.Optional(Seq),
  closeReason: Type.Optional(CloseReason),
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

/** Every frame the server may send to a customer's client. */
export const CustomerServerFrame = Type.Union([
  CustomerWelcome,
  CustomerEntries,
  HistoryPage,
  Ack,
  Nack,
  ErrorFrame,
  Pong,
])
export type CustomerServerFrame = Static<typeof CustomerServerFrame>
