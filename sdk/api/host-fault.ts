import type { ChatOptions } from '../login/host-types'

const upTo50 = /^[\s\S]{0,50}$/
const upTo200 = /^[\s\S]{0,200}$/

/** The fields of a card and what they hold: `Card` of `core/protocol/content.ts`. */
const CARD: Record<string, RegExp> = {
  type: /^(product|order)$/,
  title: /^[\s\S]{1,200}$/,
  description: /^[\s\S]{0,500}$/,
  picture: /^(?=.{1,2000}$)https?:\/\/\S+$/,
  price: upTo50,
  status: upTo50,
  path: /^\S{1,1000}$/,
}
/** Of `Attributes` in `core/protocol/customer-socket.ts`. */
const MOST_ATTRIBUTES = 20

const holds = (value: unknown, pattern: RegExp | undefined) => typeof value === 'string' && pattern?.test(value)

/**
 * Names what the call centre would not take, which otherwise only the customer would read of. Hosts are written in
 * JavaScript too, so their types prove nothing.
 * @returns `card.title`, `attributes.level` …; undefined when all is well
 */
export function hostFault({ card, attributes = {} }: Pick<ChatOptions, 'card' | 'attributes'>): string | undefined {
  if (card) {
    const { type = '', title = '' } = card
    for (const [name, value] of Object.entries({ ...card, type, title })) {
      if (value !== undefined && !holds(value, CARD[name])) return `card.${name}`
    }
  }
  let count = 0
  for (const [name, value] of Object.entries(attributes)) {
    count += 1
    const fits = count <= MOST_ATTRIBUTES && name && holds(name, upTo50) && holds(value, upTo200)
    if (!fits) return `attributes.${name}`
  }
  return undefined
}
