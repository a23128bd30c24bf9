import { type EntryBody, RECALL_MS } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import type { Row } from '../store/view-rows'
import { agent, customer, entry, fileRef, flow } from '../testing/entries'
import { textsOf } from '../texts/texts'
import { quoteOf, rowActions } from './row-actions'

const row = (more: Partial<Row> = {}): Row => ({ id: 'm1', kind: 'text', side: 'own', text: 'words', time: 0, ...more })
const words: EntryBody = { kind: 'text', text: 'words' }
const picture: EntryBody = { kind: 'image', file: fileRef('f1'), width: 1, height: 1 }

describe('a long press', () => {
  const now = entry(1, words).at + RECALL_MS - 1
  test.each([
    ['on what is not there', undefined, undefined, []],
    ['on an event', row({ kind: 'event' }), undefined, []],
    ["on the agent's words", row({ side: 'other' }), entry(1, words, agent), ['copy', 'quote']],
    ['on a picture, which has no words', row({ text: '' }), entry(1, picture, agent), ['quote']],
    [
      'on a menu',
      row({ kind: 'menu' }),
      entry(1, { kind: 'menu', text: 'words', options: [] }, flow),
      ['copy', 'quote'],
    ],
    ["on one's own words", row(), entry(1, words, customer), ['copy', 'quote', 'recall']],
    ['on words under way', row({ status: 'sending' }), undefined, ['copy']],
    ['on what failed', row({ status: 'failed' }), undefined, ['copy', 'resend', 'remove']],
    ['on what would fail again', row({ status: 'failed', final: true }), undefined, ['copy', 'remove']],
    ['on a file under way', row({ text: '', progress: 0 }), undefined, ['remove']],
    ['on an invitation to rate', row({ kind: 'rate' }), entry(1, { kind: 'rating_invite', tags: [] }, flow), ['copy']],
  ] as const)('%s offers what can be done', (_, shown, made, actions) => {
    expect(rowActions(shown, made, now)).toEqual(actions)
  })
  test('two minutes later takes nothing back any more', () => {
    expect(rowActions(row(), entry(1, words, customer), now + 1)).toEqual(['copy', 'quote'])
  })
})

describe('a quote', () => {
  const texts = textsOf('zh')
  test.each([
    [agent, '小林'],
    [customer, texts.me],
    [flow, texts.service],
  ])('of %j names %s', (from, name) => {
    expect(quoteOf(entry(7, words, from), texts)).toEqual({ seq: 7, name, text: 'words' })
  })
  test('of what has no words says what it is, and of many words their beginning', () => {
    expect(quoteOf(entry(7, picture, agent), texts).text).toBe(`[${texts.image}]`)
    expect(quoteOf(entry(7, { kind: 'text', text: '字'.repeat(300) }, agent), texts).text).toHaveLength(100)
  })
})
