import { type Static, Type } from '@sinclair/typebox'
import { MAX_TEXT_LENGTH, MAX_VOICE_SECONDS } from './limits'
import { Id, Seq, ShopSignature } from './scalars'

const strict = { additionalProperties: false }
const Line = Type.String({ minLength: 1, maxLength: 200 })
const Pixels = Type.Integer({ minimum: 1, maximum: 100_000 })
const Seconds = Type.Integer({ minimum: 1, maximum: 86_400 })
/** A page that may be opened, or a picture that may be shown: nothing but https, and http for development. */
const WebAddress = Type.String({ pattern: '^https?://[^\\s]+$', maxLength: 2_000 })

/** A product or an order of the host mini-program, as shown in the chat. */
export const Card = Type.Object(
  {
    type: Type.Union([Type.Literal('product'), Type.Literal('order')]),
    title: Line,
    description: Type.Optional(Type.String({ maxLength: 500 })),
    picture: Type.Optional(WebAddress),
    /** as it is to be read, with its currency: ¥128.00 */
    price: Type.Optional(Type.String({ maxLength: 50 })),
    /** of an order: 待发货 */
    status: Type.Optional(Type.String({ maxLength: 50 })),
    /** page of the mini-program that a tap opens, with its query */
    path: Type.Optional(Type.String({ pattern: '^[^\\s]+$', maxLength: 1_000 })),
  },
  strict,
)
export type Card = Static<typeof Card>

/** A card as the log keeps it: a newer server may know more types and fields than a client that is long in use. */
export const LoggedCard = Type.Object({
  type: Type.String(),
  title: Type.String(),
  description: Type.Optional(Type.String()),
  picture: Type.Optional(Type.String()),
  price: Type.Optional(Type.String()),
  status: Type.Optional(Type.String()),
  path: Type.Optional(Type.String()),
})

export type LoggedCard = Static<typeof LoggedCard>

const located = {
  latitude: Type.Number({ minimum: -90, maximum: 90 }),
  longitude: Type.Number({ minimum: -180, maximum: 180 }),
  name: Type.String({ maxLength: 200 }),
  address: Type.String({ maxLength: 500 }),
}
const linked = { url: WebAddress, title: Line, description: Type.Optional(Type.String({ maxLength: 500 })) }
const pictured = { width: Pixels, height: Pixels }

/** What a person can say. Files are uploaded first and named by the id that the upload answered with. */
export const Content = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('text'),
      // at least one character that is not white space
      text: Type.String({ pattern: '\\S', maxLength: MAX_TEXT_LENGTH }),
      /** seq of an entry of the same conversation that this answers */
      quote: Type.Optional(Seq),
    },
    strict,
  ),
  Type.Object({ kind: Type.Literal('image'), fileId: Id, ...pictured }, strict),
  Type.Object(
    { kind: Type.Literal('voice'), fileId: Id, seconds: Type.Integer({ minimum: 1, maximum: MAX_VOICE_SECONDS }) },
    strict,
  ),
  Type.Object({ kind: Type.Literal('video'), fileId: Id, seconds: Seconds, ...pictured }, strict),
  Type.Object({ kind: Type.Literal('file'), fileId: Id }, strict),
  Type.Object({ kind: Type.Literal('location'), ...located }, strict),
  Type.Object({ kind: Type.Literal('link'), ...linked }, strict),
  Type.Object({ kind: Type.Literal('card'), card: Card, signature: Type.Optional(ShopSignature) }, strict),
])
export type Content = Static<typeof Content>

/** An uploaded file as the log names it. */
export const FileRef = Type.Object({
  fileId: Id,
  name: Type.String(),
  /** bytes */
  size: Type.Integer({ minimum: 0 }),
  mime: Type.String(),
  /** path on the server, signed and good for an hour or two; a new one is to be had for the id */
  url: Type.Optional(Type.String()),
  /** the first frame of a film: a path like `url`; in the log itself, the id of the picture */
  poster: Type.Optional(Type.String()),
})
export type FileRef = Static<typeof FileRef>

/** What a text answers, as it stood when it was quoted. */
export const Quote = Type.Object({
  seq: Seq,
  /** the kind of the quoted entry, `recalled` once it was taken back */
  kind: Type.String(),
  /** who said it: the name of an agent, empty for the customer and the flow */
  name: Type.String(),
  /** its first characters, a file's name, a card's title; empty where there are no words */
  text: Type.String(),
})
export type Quote = Static<typeof Quote>

/** What a person said, as the log keeps it: one kind for each of Content. */
export const SpeechBodies = [
  Type.Object({ kind: Type.Literal('text'), text: Type.String(), quote: Type.Optional(Quote) }),
  Type.Object({ kind: Type.Literal('image'), file: FileRef, width: Type.Number(), height: Type.Number() }),
  Type.Object({ kind: Type.Literal('voice'), file: FileRef, seconds: Type.Number() }),
  Type.Object({
    kind: Type.Literal('video'),
    file: FileRef,
    seconds: Type.Number(),
    width: Type.Number(),
    height: Type.Number(),
  }),
  Type.Object({ kind: Type.Literal('file'), file: FileRef }),
  Type.Object({
    kind: Type.Literal('location'),
    latitude: Type.Number(),
    longitude: Type.Number(),
    name: Type.String(),
    address: Type.String(),
  }),
  Type.Object({
    kind: Type.Literal('link'),
    url: Type.String(),
    title: Type.String(),
    description: Type.Optional(Type.String()),
  }),
  // verified: the shop's own back end vouched for it; else a customer's card is the word of their phone
  Type.Object({ kind: Type.Literal('card'), card: LoggedCard, verified: Type.Optional(Type.Boolean()) }),
] as const

const Speech = Type.Union([...SpeechBodies])
export type Speech = Static<typeof Speech>
