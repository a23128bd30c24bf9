import { describe, expect, test } from '@jest/globals'
import { entry, text, texts } from '../testing/entries'
import { recalledBy, withoutRecalled } from './recalls'

const quoting = (seq: number, quoted: number) =>
  entry(seq, { kind: 'text', text: 'yes', quote: { seq: quoted, kind: 'text', name: '', text: `text ${quoted}` } })

describe('what was taken back', () => {
  test('is named by the recalls among the entries', () => {
    expect(recalledBy([text(1), entry(2, { kind: 'recall', target: 1 })])).toEqual(new Set([1]))
  })

  test('loses its words, also where they are quoted', () => {
    const entries = [text(1), text(2), quoting(3, 1), quoting(4, 2)]
    expect(withoutRecalled(entries, new Set([1]))).toEqual([
      entry(1, { kind: 'recalled' }),
      text(2),
      entry(3, { kind: 'text', text: 'yes', quote: { seq: 1, kind: 'recalled', name: '', text: '' } }),
      quoting(4, 2),
    ])
  })

  test('leaves entries alone that are not concerned', () => {
    const entries = texts(1, 3)
    expect(withoutRecalled(entries, new Set([9]))).toBe(entries)
    expect(withoutRecalled(entries, new Set([2]))[0]).toBe(entries[0])
  })
})
