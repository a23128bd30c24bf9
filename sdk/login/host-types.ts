/** A product or an order of the mini-program, as the chat shows it. */
export interface Card {
  type: 'product' | 'order'
  /** up to 200 characters */
  title: string
  description?: string
  /** web address of a picture */
  picture?: string
  /** as it is to be read, with its currency: `¥128.00` */
  price?: string
  /** of an order: `待发货` */
  status?: string
  /** page of the mini-program that a tap opens, with its query */
  path?: string
}

/** What agents see of a customer: at most 20 names of up to 50 characters, with values of up to 200. */
export type Attributes = Record<string, string>

/** How the chat is opened. */
export interface ChatOptions {
  /** another service flow than `ccc-config.js` names */
  ivrId?: string
  /** sent as the customer's message as soon as the chat is connected */
  card?: Card
  /** your back end vouches for the card (docs/protocol.md); without it agents are told that it is not verified */
  cardSignature?: string
  /** shown to the agents; replaces what was told before */
  attributes?: Attributes
  /** your back end vouches for the attributes */
  attributesSignature?: string
}
