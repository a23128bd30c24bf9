import { describe, expect, test } from '@jest/globals'
import { mutantsOf } from './mutants'

const changed = (source: string): string[] =>
  mutantsOf(source).map(({ start, end, text }) => source.slice(0, start) + text + source.slice(end))

describe('the mutants of', () => {
  test.each([
    ['const a = b < 1', ['const a = b <= 1']],
    ['const a = b && !c', ['const a = b || !c', 'const a = b && c']],
    ['const a = b ? 1 : 2', ['const a = true ? 1 : 2', 'const a = false ? 1 : 2']],
    ['if (a) b()', ['if (true) b()', 'if (false) b()', 'if (a) ;']],
    ['let a = true', ['let a = false']],
    ["const a = b + 'c'", []],
    ["import { a } from 'b'\ninterface C { d: true }", []],
  ])('%j', (source, mutants) => {
    expect(changed(source)).toEqual(mutants)
  })
  test('a module know their line', () => {
    expect(mutantsOf('\n\nlet a = false')).toEqual([{ line: 3, start: 10, end: 15, text: 'true' }])
  })
})
