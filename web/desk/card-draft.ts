import { Card, type Content } from '@ccc-store/core/protocol'
import { Value } from '@sinclair/typebox/value'

/** A card of a product or an order, as an agent writes it. */
export interface CardDraft {
  type: Card['type']
  title: string
  price: string
  status: string
  description: string
  picture: string
  path: string
}

/** A card of which nothing is written yet. */
export const emptyCard = (): CardDraft => ({
  type: 'product',
  title: '',
  price: '',
  status: '',
  description: '',
  picture: '',
  path: '',
})

/**
 * Reads what was written.
 * @returns which of it is wrong, by the rules of the protocol (Card); and the content to send, once nothing is. A picture
 * must come by https: a mini-program shows no other. Only an order has a status. The path of a page starts at the root of
 * the mini-program: without the slash it would be taken from the page of the chat (wx.navigateTo).
 */
export function readCard(draft: CardDraft): {
  faults: { title: boolean; picture: boolean; path: boolean }
  content?: Extract<Content, { kind: 'card' }>
} {
  const title = draft.title.trim()
  const optional = {
    price: draft.price.trim(),
    status: draft.type === 'order' ? draft.status.trim() : '',
    description: draft.description.trim(),
    picture: draft.picture.trim(),
    path: absolute(draft.path.trim()),
  }
  const { picture, path } = optional
  const faults = {
    title: !Value.Check(Card.properties.title, title),
    picture: picture !== '' && !(/^https:/.test(picture) && URL.canParse(picture) && fits('picture', picture)),
    path: path !== '' && !fits('path', path),
  }
  const written = Object.fromEntries(Object.entries(optional).filter(([, text]) => text !== ''))
  const card = { type: draft.type, title, ...written }
  return Object.values(faults).includes(true) ? { faults } : { faults, content: { kind: 'card', card } }
}

const fits = (field: 'picture' | 'path', text: string) => Value.Check(Card.properties[field], text)

const absolute = (path: string) => (/^\w/.test(path) && !/^[\w-]+:/.test(path) ? `/${path}` : path)
