import { describe, expect, test } from '@jest/globals'
import { agent, entry, serving, text } from '../testing/entries'
import { applyEntries, applyHistory, type Conversation } from './conversation'
import { recalledIn, withoutRecalled } from './recall'

const quoting = (seq: number, quoted: number) =>
  entry(seq, { kind: 'text', text: 'yes', quote: { seq: quoted, kind: 'text', name: '', text: 'old' } }, agent)
const recall = (seq: number, target: number) => entry(seq, { kind: 'recall', target }, agent)
const kinds = ({ entries }: Conversation) => entries.map(({ body }) => body.kind)

describe('a recalled entry', () => {
  test('is blanked with its quotes; what is not concerned stays the same object', () => {
    const entries = [text(1), text(2), quoting(3, 1), quoting(4, 2)]
    const blanked = withoutRecalled(entries, new Set([1]))
    expect(blanked.map(({ body }) => body)).toMatchObject([
      { kind: 'recalled' },
      { kind: 'text' },
      { quote: { kind: 'recalled', text: '' } },
      { quote: { kind: 'text', text: 'old' } },
    ])
    expect([blanked[1], blanked[3]]).toEqual([entries[1], entries[3]])
    expect(blanked[1]).toBe(entries[1])
  })
  test('that is blank already changes nothing', () => {
    const entries = withoutRecalled([text(1)], new Set([1]))
    expect(withoutRecalled(entries, new Set([1]))).toBe(entries)
    expect(withoutRecalled(entries, recalledIn([text(2)]))).toBe(entries)
  })
  test('is blanked when the recall comes, in a page of history too', () => {
    const known: Conversation = { epoch: 'e1', entries: [text(3), text(4)], state: serving }
    const next = applyEntries(known, { t: 'entries', entries: [recall(5, 3), recall(6, 1)], state: serving })
    if (!next) throw new Error('a hole')
    expect(kinds(next)).toEqual(['recalled', 'text', 'recall', 'recall'])
    const whole = applyHistory(next, { t: 'history', before: 3, entries: [text(1), quoting(2, 1)] })
    expect(kinds(whole)).toEqual(['recalled', 'text', 'recalled', 'text', 'recall', 'recall'])
    expect(whole.entries[1]?.body).toMatchObject({ quote: { kind: 'recalled' } })
  })
})
