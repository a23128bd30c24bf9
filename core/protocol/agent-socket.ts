import { type Static, Type } from '@sinclair/typebox'
import { CloseReason, Content, Entry } from './entry'
import { Ack, ErrorFrame, Nack, Ping, Pong } from './frames'
import { CommandId, Cursor, Id, Timestamp, Token } from './scalars'

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

export const AgentCommand = Type.Union([SetStatus, Accept, Decline, AgentSend, End])
export type AgentCommand = Static<typeof AgentCommand>

/** Every frame an agent's client may send. */
export const AgentClientFrame = Type.Union([AgentHello, SetStatus, Accept, Decline, AgentSend, End, Ping])
export type AgentClientFrame = Static<typeof AgentClientFrame>

/** A session on an agent's desk. */
export const DeskSession = Type.Object({
  sessionId: Id,
  phase: Type.Union([Type.Literal('ringing'), Type.Literal('serving'), Type.Literal('closed')]),
  customer: Type.Object({ customerId: Id, name: Type.String(), avatarUrl: Type.Optional(Type.String()) }),
  skillGroupName: Type.String(),
  startedAt: Timestamp,
  /** while ringing: when the offer goes to somebody else, if the app passes unanswered offers on */
  ringUntil: Type.Optional(Timestamp),
  closeReason: Type.Optional(CloseReason),
})
export type DeskSession = Static<typeof DeskSession>

/** All that an agent's desk shows apart from the entries. Sent whole. */
export const Desk = Type.Object({
  agent: Type.Object({ agentId: Id, name: Type.String(), staffNo: Type.String() }),
  status: AgentStatus,
  sessions: Type.Array(DeskSession),
  queues: Type.Array(Type.Object({ skillGroupId: Id, name: Type.String(), waiting: Type.Integer({ minimum: 0 }) })),
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

/** Every frame the server may send to an agent's client. */
export const AgentServerFrame = Type.Union([AgentWelcome, DeskFrame, SessionEntries, Ack, Nack, ErrorFrame, Pong])
export type AgentServerFrame = Static<typeof AgentServerFrame>
