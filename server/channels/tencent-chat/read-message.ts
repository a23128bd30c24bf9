import { createHash } from 'node:crypto'
import { CccError, CommandId, CustomerCommand, IvrId, parse, Read, type Speech, Typing } from '@ccc-store/core/protocol'
import { type Static, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { SRC } from './plugin-payloads'
import { speechOfElement } from './read-element'

/** Body of C2C.CallbackAfterSendMsg and C2C.CallbackAfterMsgWithDraw, as far as it is used. */
export const CallbackBody = Type.Object({
  CallbackCommand: Type.String(),
  From_Account: Type.String(),
  To_Account: Type.String(),
  MsgSeq: Type.Optional(Type.Integer()),
  MsgRandom: Type.Optional(Type.Integer()),
  MsgKey: Type.Optional(Type.String()),
  /** 0, or why Tencent did not take the message */
  SendMsgResult: Type.Optional(Type.Integer()),
  MsgBody: Type.Optional(
    Type.Array(Type.Object({ MsgType: Type.String(), MsgContent: Type.Record(Type.String(), Type.Unknown()) })),
  ),
  CloudCustomData: Type.Optional(Type.String()),
})
export type CallbackBody = Static<typeof CallbackBody>

/** What a message means here. */
export type Meaning =
  | { is: 'command'; command: CustomerCommand; ivrId?: string }
  | { is: 'signal'; signal: Static<typeof Read> | Static<typeof Typing> }
  | { is: 'speech'; id: string; body: Speech }
  | { is: 'fault'; id: string; error: CccError }

/** What our own client sends along: a frame, or what a text alone does not say. */
const Ccc = Type.Object({
  ccc: Type.Object({
    ivrId: Type.Optional(IvrId),
    frame: Type.Optional(Type.Object({ t: Type.String() })),
    id: Type.Optional(Type.String()),
    quote: Type.Optional(Type.Integer()),
  }),
})
type Ccc = Static<typeof Ccc>['ccc']

const RatingAnswer = Type.Object({
  src: Type.Literal(SRC.ratingAnswer),
  menuSelected: Type.Object({ id: Type.Union([Type.String(), Type.Integer()]), sessionId: Type.String() }),
})
const PluginTyping = Type.Object({ src: Type.Literal(SRC.typing) })

/**
 * Reads a message. Those of our own client bring the id of their command; those of any other get one that is made of
 * what Tencent knows them by, so that a callback that comes twice has one effect (P8).
 * @param sdkAppId of the app on Tencent Cloud Chat
 * @throws CccError FRAME_INVALID when our own client's data is not of the protocol
 */
export function readMessage(body: CallbackBody, sdkAppId: number): Meaning[] {
  const elements = body.MsgBody ?? []
  const first = elements[0]
  const custom = first?.MsgType === 'TIMCustomElem' ? fromJson(first.MsgContent.Data) : undefined
  for (const data of [fromJson(body.CloudCustomData), custom]) {
    if (Value.Check(Ccc, data)) return [readOurs(data.ccc, first?.MsgContent.Text)]
  }
  const id = idOf(body)
  if (Value.Check(PluginTyping, custom)) return [{ is: 'signal', signal: { t: 'typing' } }]
  if (Value.Check(RatingAnswer, custom)) return readRating(id, custom)
  return elements.flatMap((element, index): Meaning[] => {
    const speech = speechOfElement(element, sdkAppId)
    return speech ? [{ is: 'speech', id: index === 0 ? id : `${id}-${index}`, body: speech }] : []
  })
}

/** The id of a command that is made of a message of another client. */
export const idOf = ({ From_Account, MsgKey, MsgSeq = 0, MsgRandom = 0 }: CallbackBody): string =>
  `tc-${hash(MsgKey ?? `${From_Account} ${MsgSeq} ${MsgRandom}`)}`

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)

/** A command that cannot be understood but names its id is answered by it, or it would come again for ever. */
function readOurs(ccc: Ccc, text: unknown): Meaning {
  try {
    return readFrame(ccc, text)
  } catch (error) {
    const { frame = {}, id = 'id' in frame ? frame.id : undefined } = ccc
    if (error instanceof CccError && Value.Check(CommandId, id)) return { is: 'fault', id, error }
    throw error
  }
}

function readFrame({ ivrId, frame, id, quote }: Ccc, text: unknown): Meaning {
  if (frame?.t === 'read') return { is: 'signal', signal: parse(Read, frame, 'FRAME_INVALID') }
  if (frame?.t === 'typing') return { is: 'signal', signal: parse(Typing, frame, 'FRAME_INVALID') }
  const said = { t: 'send', id, content: { kind: 'text', text, ...(quote !== undefined && { quote }) } }
  const command = parse(CustomerCommand, frame ?? said, 'FRAME_INVALID')
  return { is: 'command', command, ...(ivrId !== undefined && { ivrId }) }
}

function readRating(id: string, { menuSelected }: Static<typeof RatingAnswer>): Meaning[] {
  const rate = { t: 'rate', id, sessionId: menuSelected.sessionId, score: Number(menuSelected.id), tags: [] }
  return Value.Check(CustomerCommand, rate) ? [{ is: 'command', command: rate }] : []
}

function fromJson(text: unknown): unknown {
  try {
    return typeof text === 'string' && text !== '' ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}
