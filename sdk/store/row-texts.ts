import type { Entry, EntryBody } from '@ccc-store/core/protocol'
import { fill, type Texts } from '../texts/texts'

type Body<Kind extends EntryBody['kind']> = Extract<EntryBody, { kind: Kind }>

/** What the list says of an event or of a message that was taken back; empty when a customer need not know. */
export function eventText(body: Body<'event' | 'recalled'>, from: Entry['from'], texts: Texts): string {
  if (body.kind === 'recalled') {
    if (from.role === 'customer') return texts.eventRecalledOwn
    return fill(texts.eventRecalled, { name: from.role === 'agent' ? from.name : texts.service })
  }
  switch (body.event) {
    case 'session_started':
    // the strip says where the customer stands in the queue
    case 'queued':
      return ''
    case 'agent_joined':
      return from.role === 'agent' ? fill(texts.eventJoined, from) : ''
    case 'session_closed':
      return closedText(body.reason, texts)
  }
}

function closedText(reason: Extract<Body<'event'>, { event: 'session_closed' }>['reason'], texts: Texts): string {
  const said: Partial<Record<typeof reason, string>> = {
    no_agent: texts.nobody,
    agent_ended: texts.eventAgentEnded,
    customer_timeout: texts.eventTimeout,
    customer_left: texts.eventLeft,
  }
  return said[reason] || texts.closed
}

/** A rating in three lines: stars, tags, comment. */
export function ratingText({ score, tags, comment }: Body<'rating'>, texts: Texts): string {
  const stars = '★★★★★☆☆☆☆☆'.slice(5 - score, 10 - score)
  return [`${texts.rated} ${stars}`, tags.join(' · '), comment || ''].filter(Boolean).join('\n')
}

/** The part of a sentence that tells a place in the queue. */
const PLACE = /(前面|前方|之前|排队).*\d ?[位人]|下一位|\d.*(ahead|before you)|are next/i

/**
 * What the flow says to somebody who waits, without their place: that is true for a moment, and the strip says the
 * present one.
 */
export const withoutPlace = (text: string): string =>
  (text.match(/.*?([，。！？；,.!?;\n]|$)/g) || [])
    .filter((part) => !PLACE.test(part))
    .join('')
    .replace(/[，,]$/, '')
