import { expect, test } from '@jest/globals'
import { sizeText } from './sizes'

test.each([
  [0, '0 B'],
  [734, '734 B'],
  [1_536, '1.5 KB'],
  [12 * 1_024 * 1_024, '12 MB'],
  [5_000 * 1_024 ** 3, '5000 GB'],
])('%d bytes read as %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text)
})
