import { describe, expect, test } from '@jest/globals'
import { packed } from './packed-texts'

const source = (zh: string, en: string): string =>
  `/* before */\nconst zh = {${zh}}\nconst en = {${en}}\nconst after = 1`

describe('packed texts', () => {
  test('are the texts that were there, in the same order', () => {
    const zh = `a: '你好', b: 'it\\'s "{n}"\\n…'`
    const en = `b: 'B', a: 'hi'`
    const read = (code: string) => JSON.stringify(new Function(`${code}\nreturn { zh, en: [en.a, en.b], after }`)())
    expect(read(packed(source(zh, en)))).toBe(read(source(zh, en)))
  })
  test.each([
    [`a: '1'`, `b: '1'`],
    [`a: '1'`, `a: '1', b: '2'`],
    [`a: '1|2'`, `a: '1'`],
    [`a: f()`, `a: '1'`],
  ])('are not made of {%s} and {%s}', (zh, en) => {
    expect(() => packed(source(zh, en))).toThrow('cannot be packed')
  })
  test('need both languages', () => {
    expect(() => packed('const zh = {}')).toThrow('no en')
  })
})
