import { type Static, Type } from '@sinclair/typebox'
import { SpeechBodies } from './content'
import { CommandId, Id, Seq, Timestamp } from './scalars'

/** Why a session ended. */
export const CloseReason = Type.Union([
  Type.Literal('flow_ended'),
  Type.Literal('no_agent'),
  Type.Literal('agent_ended'),
  Type.Literal('customer_timeout'),
  // the customer left the queue
  Type.Literal('customer_left'),
  // the customer ended the session
  Type.Literal('customer_ended'),
  Type.Literal('blocked'),
  // one that this version does not know (readNewer)
  Type.Literal('other'),
])
export type CloseReason = Static<typeof CloseReason>

/** One choice of a branch module: 匹配关键词 and 分支名称. */
export const MenuOption = Type.Object({ keyword: Type.String(), name: Type.String() })
export type MenuOption = Static<typeof MenuOption>

/** 1 is worst, 5 is best. */
export const RatingScore = Type.Integer({ minimum: 1, maximum: 5 })

/** What a rating can be explained with; `lowTags` for few stars, `tags` for any number when there are none. */
export const tagged = { tags: Type.Array(Type.String()), lowTags: Type.Optional(Type.Array(Type.String())) }

export const EntryBody = Type.Union([
  ...SpeechBodies,
  Type.Object({ kind: Type.Literal('menu'), text: Type.String(), options: Type.Array(MenuOption) }),
  Type.Object({ kind: Type.Literal('event'), event: Type.Literal('session_started') }),
  Type.Object({ kind: Type.Literal('event'), event: Type.Literal('queued') }),
  Type.Object({ kind: Type.Literal('event'), event: Type.Literal('agent_joined') }),
  Type.Object({ kind: Type.Literal('event'), event: Type.Literal('session_closed'), reason: CloseReason }),
  // asks the customer to rate the service; the tags are offered to choose from (ratingTags)
  Type.Object({ kind: Type.Literal('rating_invite'), ...tagged }),
  Type.Object({
    kind: Type.Literal('rating'),
    score: RatingScore,
    tags: Type.Array(Type.String()),
    comment: Type.Optional(Type.String()),
    /** the earlier session that it is about; absent when it is about the entry's own */
    sessionId: Type.Optional(Id),
  }),
  // left while nobody was online, or while the customer waited; a later one of the same session takes its place
  Type.Object({ kind: Type.Literal('message_left'), text: Type.String(), contact: Type.Optional(Type.String()) }),
  // says that the entry `target` was taken back; that one reads `recalled` from then on
  Type.Object({ kind: Type.Literal('recall'), target: Seq }),
  Type.Object({ kind: Type.Literal('recalled') }),
  // something that this version does not know (readNewer)
  Type.Object({ kind: Type.Literal('unknown') }),
])
export type EntryBody = Static<typeof EntryBody>

export const EntryFrom = Type.Union([
  Type.Object({ role: Type.Literal('customer') }),
  Type.Object({ role: Type.Literal('agent'), name: Type.String(), staffNo: Type.String() }),
  Type.Object({ role: Type.Literal('system') }),
])
export type EntryFrom = Static<typeof EntryFrom>

/** One line of a conversation's log. */
export const Entry = Type.Object({
  seq: Seq,
  sessionId: Id,
  at: Timestamp,
  from: EntryFrom,
  body: EntryBody,
  /** the command id it was sent with, so that the sender finds its own message again */
  clientId: Type.Optional(CommandId),
})
export type Entry = Static<typeof Entry>
