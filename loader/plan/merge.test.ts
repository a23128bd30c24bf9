import { describe, expect, test } from '@jest/globals'
import { mergeTexts, saysTheSame, withEolOf } from './merge'

const lines = (...texts: string[]) => Buffer.from(texts.join('\n'))
const binary = Buffer.from([0x00, 0xff, 0xfe, 0x0a])

describe('a merge', () => {
  const base = lines('a', 'b', 'c')
  test('takes what either side changed, and keeps the line endings of the user', () => {
    const apart = lines('a', 'b', 'c', 'd')
    const next = lines('A', 'b', 'c', 'd')
    expect(mergeTexts(apart, lines('a', 'b', 'mine', 'd'), next)?.toString()).toBe('A\nb\nmine\nd')
    const crlf = Buffer.from('a\r\nb\r\nmine\r\nd')
    expect(mergeTexts(apart, crlf, next)?.toString()).toBe('A\r\nb\r\nmine\r\nd')
  })
  test('gives up where both changed the same line differently, not where they agree', () => {
    expect(mergeTexts(base, lines('a', 'mine', 'c'), lines('a', 'theirs', 'c'))).toBeUndefined()
    expect(mergeTexts(base, lines('a', 'same', 'c'), lines('a', 'same', 'c'))?.toString()).toBe('a\nsame\nc')
  })
  test.each([0, 1, 2])('gives up when file %i of the three is no text', (which) => {
    const files = [base, base, base].map((file, index) => (index === which ? binary : file))
    expect(mergeTexts(files[0] ?? base, files[1] ?? base, files[2] ?? base)).toBeUndefined()
  })
})

describe('line endings', () => {
  test('do not count when two files are compared', () => {
    expect(saysTheSame(Buffer.from('a\r\nb'), lines('a', 'b'))).toBe(true)
    expect(saysTheSame(lines('a', 'b'), lines('a', 'c'))).toBe(false)
  })
  test('become those of a file that has only CRLF, in texts', () => {
    const crlf = Buffer.from('x\r\ny\r\n')
    expect(withEolOf(crlf, lines('a', 'b')).toString()).toBe('a\r\nb')
    expect(withEolOf(Buffer.from('x\r\ny\n'), lines('a', 'b')).toString()).toBe('a\nb')
    expect(withEolOf(crlf, binary)).toEqual(binary)
  })
})
