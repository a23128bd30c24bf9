import { MAX_FILE_BYTES } from '@ccc-store/core/protocol'
import { expect, test } from '@jest/globals'
import { kindFor } from './kind-for'

test.each([
  ['image/png', 'image'],
  ['video/mp4', 'video'],
  ['audio/mpeg', 'voice'],
  ['audio/x-m4a', 'voice'],
  ['application/pdf', 'file'],
  ['image/svg+xml', 'file'],
  ['', 'file'],
])('%s is sent as %s', (type, kind) => {
  expect(kindFor({ type, size: 1 })).toBe(kind)
})

test('a picture that is too large for one is sent as a file', () => {
  expect(kindFor({ type: 'image/png', size: MAX_FILE_BYTES.image })).toBe('image')
  expect(kindFor({ type: 'image/png', size: MAX_FILE_BYTES.image + 1 })).toBe('file')
})
