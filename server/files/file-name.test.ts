import { describe, expect, test } from '@jest/globals'
import { cleanName, extensionOf } from './file-name'

describe('a name that is shown', () => {
  test.each([
    ['../../x.exe', 'x.exe'],
    ['C:\\Users\\me\\a.pdf', 'a.pdf'],
    ['exe\u202Efdp.a', 'exefdp.a'],
    ['a"b\n.pdf', 'ab.pdf'],
    ['  a.pdf ', 'a.pdf'],
    ['', 'file'],
    ['a/', 'file'],
  ])('%j is %j', (given, shown) => {
    expect(cleanName(given)).toBe(shown)
  })

  test('is cut to 200 characters, and keeps its ending', () => {
    expect(cleanName(`${'a'.repeat(300)}.pdf`)).toBe(`${'a'.repeat(196)}.pdf`)
  })
})

describe('the ending of a name', () => {
  test.each([
    ['a.PDF', 'pdf'],
    ['a.tar.gz', 'gz'],
    ['a', ''],
    ['a.', ''],
    ['x.exe ', ''],
  ])('%j ends in %j', (name, extension) => {
    expect(extensionOf(name)).toBe(extension)
  })
})
