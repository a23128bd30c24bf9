import { type Static, Type } from '@sinclair/typebox'
import { CommandId, Seq } from './scalars'

export const WireErrorSchema = Type.Object({
  code: Type.String(),
  zh: Type.String(),
  en: Type.String(),
  retry: Type.Optional(Type.Boolean()),
  retryAfterMs: Type.Optional(Type.Integer({ minimum: 0 })),
})

/** Sent by a client that cannot use WebSocket pings, as in a mini-program; answered by `pong`. */
export const Ping = Type.Object({ t: Type.Literal('ping') }, { additionalProperties: false })
export const Pong = Type.Object({ t: Type.Literal('pong') })

/** The command is durable. `seq` is its entry, or the head of the log when it wrote none. */
export const Ack = Type.Object({ t: Type.Literal('ack'), id: CommandId, seq: Type.Optional(Seq) })
export type Ack = Static<typeof Ack>

/** The command was refused and changed nothing. */
export const Nack = Type.Object({ t: Type.Literal('nack'), id: CommandId, error: WireErrorSchema })
export type Nack = Static<typeof Nack>

/** Not an answer to one command. With `fatal` the server closes the socket after it. */
export const ErrorFrame = Type.Object({
  t: Type.Literal('error'),
  error: WireErrorSchema,
  fatal: Type.Boolean(),
})
export type ErrorFrame = Static<typeof ErrorFrame>
