import { expect, test } from '@jest/globals'
import { fitBox } from './fit-box'

test.each([
  [100, 50, { width: 100, height: 50 }],
  [1_000, 500, { width: 240, height: 120 }],
  [500, 1_000, { width: 120, height: 240 }],
  [10_000, 10, { width: 240, height: 44 }],
  [1, 1, { width: 44, height: 44 }],
])('a picture of %d × %d is shown in its own shape, neither too large nor too small to hit', (width, height, box) => {
  expect(fitBox(width, height, 240)).toEqual(box)
})
