import type { EntryBody } from '@ccc-store/core/protocol'
import { expect, test } from '@jest/globals'
import { fileRef } from '../testing/entries'
import { isSpeech, summaryOf } from './summary'

const file = fileRef('f', '发票.pdf')
const place = { kind: 'location', latitude: 1, longitude: 2 } as const
const card: EntryBody = { kind: 'card', card: { type: 'product', title: '杯子' } }

test.each<[EntryBody, string, boolean]>([
  [{ kind: 'text', text: 'hi' }, 'hi', true],
  [{ kind: 'image', file, width: 1, height: 1 }, '', true],
  [{ kind: 'voice', file, seconds: 1 }, '', true],
  [{ kind: 'video', file, seconds: 1, width: 1, height: 1 }, '', true],
  [{ kind: 'file', file }, '发票.pdf', true],
  [{ ...place, name: '家', address: '路' }, '家', true],
  [{ ...place, name: '', address: '路' }, '路', true],
  [{ kind: 'link', url: 'https://a.example', title: '说明' }, '说明', true],
  [card, '杯子', true],
  [{ kind: 'menu', text: '请选择', options: [] }, '请选择', false],
  [{ kind: 'message_left', text: '回电' }, '回电', false],
  [{ kind: 'rating', score: 5, tags: [] }, '', false],
  [{ kind: 'recalled' }, '', false],
])('%j in one line', (body, text, speech) => {
  expect(summaryOf(body)).toEqual({ kind: body.kind, text })
  expect(isSpeech(body)).toBe(speech)
})
