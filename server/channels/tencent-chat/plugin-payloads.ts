import { type CloseReason, type Entry, type LoggedCard, type MenuOption, RATING_MS } from '@ccc-store/core/protocol'
import type { Element } from './rest-client'

/** `src` of the customer-service plugin's payloads, as its clients tell them apart. */
export const SRC = {
  ratingCard: 9,
  ratingAnswer: 10,
  typing: 12,
  branch: 15,
  noAgent: 18,
  ended: 19,
  timedOut: 20,
  card: 22,
} as const

/** All payloads of the plugin have this; clients with the plugin hide those whose `src` they do not know. */
const PLUGIN = { customerServicePlugin: 0 }

export const customElement = (payload: object): Element => ({
  MsgType: 'TIMCustomElem',
  MsgContent: { Data: JSON.stringify(payload) },
})

/** A message for our own clients alone; others have nothing to show of it. */
export const hiddenElement = (payload: object): Element => customElement({ ...PLUGIN, src: 'ccc', ...payload })

/** A tap sends `content` as a plain text; typing a branch's name means the same as typing its keyword. */
export const menuPayload = (header: string, options: readonly MenuOption[]) => ({
  ...PLUGIN,
  src: SRC.branch,
  content: { header, items: options.map(({ keyword, name }) => ({ content: name, desc: keyword })), tail: '' },
})

export const cardPayload = ({ title, description, price, status, picture, path }: LoggedCard) => ({
  ...PLUGIN,
  src: SRC.card,
  content: {
    header: title,
    desc: [price, status, description].filter(Boolean).join(' '),
    pic: picture ?? '',
    url: path ?? '',
  },
})

/** Stars from 1 to 5. The answer (src 10) brings the `id` of one and the session back. */
export const ratingPayload = ({ sessionId, at }: Entry) => ({
  ...PLUGIN,
  src: SRC.ratingCard,
  menuContent: {
    type: 1,
    head: '请对本次服务进行评价',
    tail: '感谢您的评价',
    sessionId,
    expireTime: Math.floor((at + RATING_MS) / 1_000),
    menu: [1, 2, 3, 4, 5].map((score) => ({ id: String(score), content: '★'.repeat(score) })),
  },
})

const CLOSED: Partial<Record<CloseReason, number>> = { no_agent: SRC.noAgent, customer_timeout: SRC.timedOut }

export const closedPayload = (reason: CloseReason) => ({ ...PLUGIN, src: CLOSED[reason] ?? SRC.ended, content: '' })

export const typingPayload = { ...PLUGIN, src: SRC.typing }
