import { describe, expect, test } from '@jest/globals'
import { frame, text, texts } from '../testing/entries'
import { applyEntries, lastSeq, type Transcripts } from './transcripts'

const known: Transcripts = new Map([['s1', texts(3, 5)]])
const seqs = (transcripts: Transcripts | null, id = 's1') => transcripts?.get(id)?.map(({ seq }) => seq)

describe('entries of a session', () => {
  test('that follow are added, those known already are ignored', () => {
    expect(seqs(applyEntries(known, frame(texts(6, 7))))).toEqual([3, 4, 5, 6, 7])
    expect(seqs(applyEntries(known, frame(texts(4, 6))))).toEqual([3, 4, 5, 6])
    expect(applyEntries(known, frame(texts(3, 5)))).toBe(known)
  })

  test('P4 that leave a hole are refused, and so is a session that was never begun', () => {
    expect(applyEntries(known, frame(texts(7, 8)))).toBeNull()
    expect(applyEntries(known, frame([text(6), text(8)]))).toBeNull()
    expect(applyEntries(known, frame(texts(1, 2), false, 's2'))).toBeNull()
  })

  test('of a reset replace what was known of that session only', () => {
    const both = applyEntries(known, frame(texts(1, 2), true, 's2'))
    expect([seqs(both), seqs(both, 's2')]).toEqual([
      [3, 4, 5],
      [1, 2],
    ])
    expect(seqs(applyEntries(known, frame(texts(40, 41), true)))).toEqual([40, 41])
  })

  test('leave what was known before as it was', () => {
    applyEntries(known, frame(texts(6, 9)))
    expect(seqs(known)).toEqual([3, 4, 5])
  })

  test('have a last one, 0 when there is none', () => {
    expect([lastSeq(known.get('s1')), lastSeq([]), lastSeq(undefined)]).toEqual([5, 0, 0])
  })
})
