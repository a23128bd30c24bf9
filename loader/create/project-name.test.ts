import { describe, expect, test } from '@jest/globals'
import { checkProjectName } from './project-name'

describe('the name of a new project', () => {
  test.each(['shop', '我的 小店', 'shop-2.0', '(副本)', "O'Neil & Söhne"])('may be %s', (name) => {
    expect(checkProjectName(name)).toBe(name)
  })

  test.each([
    '',
    '  ',
    '.',
    '..',
    '.hidden',
    '-rf',
    ' shop',
    'shop ',
    'shop.',
    '../shop',
    'a/b',
    'a\\b',
    'C:',
    'what?',
    'a\nb',
    'nul',
    'COM1.txt',
    '店'.repeat(70),
  ])('may not be %j', (name) => {
    expect(() => checkProjectName(name)).toThrow(expect.objectContaining({ code: 'create-name-invalid', exitCode: 2 }))
  })
})
