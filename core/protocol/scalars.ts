import { Type } from '@sinclair/typebox'

/** Chosen by the client, unique per sender for ever: the idempotency key of a command. */
export const CommandId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' })

/** Number of an entry in its conversation: 1, 2, 3 … without gaps. */
export const Seq = Type.Integer({ minimum: 1 })

/** A position in a log: the last seq that was seen; 0 before the first. */
export const Cursor = Type.Integer({ minimum: 0 })

/** Milliseconds since 1970-01-01 UTC. */
export const Timestamp = Type.Integer({ minimum: 0 })

export const SdkAppId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })

export const IvrId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' })

/** Opaque: never built or taken apart by a client. */
export const Id = Type.String({ minLength: 1, maxLength: 64 })

export const Token = Type.String({ minLength: 1, maxLength: 256 })

/** `<unix seconds>.<hex HMAC-SHA256>`: a shop's back end vouches for what its mini-program tells (docs/protocol.md). */
export const ShopSignature = Type.String({ minLength: 1, maxLength: 128 })
