import { expect, test } from '@jest/globals'
import { leanWxs } from './lean-wxs'

test('a lean wxs module has one line for each function, and short names inside', () => {
  const text = `/**
 * What it does.
 */
function long(before) {
  // why
  return 86400000 + before + "// c 😀" // d
}
module.exports = { long: long }
`
  expect(leanWxs(text)).toBe('function e(e){return 86400000+e+"// c 😀"}\nmodule.exports={long:e}')
})

test('it has no backslash, which the compiler of WeChat spoils', () => {
  expect(() => leanWxs('var a = /\\d/')).toThrow('No backslash')
})
