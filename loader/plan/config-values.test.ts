import { describe, expect, test } from '@jest/globals'
import { differenceOf, readConfigValues, writeConfigValues } from './config-values'

const settings = { sdkAppId: 2, ivrId: 'b', serverUrl: 'https://b.example' }

describe('the values in ccc-config.js', () => {
  test('are read wherever they stand, and never from comments or strings', () => {
    const text = `// sdkAppId: 9,
      /* ivrId: 'x', */ const note = "serverUrl: 'y',"
      module.exports = { serverUrl: "https://a.example", 'ivrId' : 'a' , /* the one */ sdkAppId: /* here */ 1 }`
    expect(readConfigValues(text)).toEqual({ sdkAppId: '1', ivrId: 'a', serverUrl: 'https://a.example' })
  })

  test('are not where a setting is only spoken of', () => {
    const text = `module.exports = { label: 'ivrId', ivrId: 'a', sdkAppId: 1, serverUrl: 'https://a.example' }`
    expect(readConfigValues(text)).toEqual({ sdkAppId: '1', ivrId: 'a', serverUrl: 'https://a.example' })
  })

  test('are written without disturbing what stands around them', () => {
    const text = `module.exports = {\r\n\tsdkAppId : 1, // 正式\r\n\tivrId: "a",\r\n\tserverUrl: 'https://a.example',\r\n\tmine: [1, 2],\r\n}`
    expect(writeConfigValues(text, settings)).toEqual({
      text: `module.exports = {\r\n\tsdkAppId : 2, // 正式\r\n\tivrId: "b",\r\n\tserverUrl: 'https://b.example',\r\n\tmine: [1, 2],\r\n}`,
      missing: [],
    })
  })

  test('are not guessed: expressions, repeated keys and escapes are left alone and named', () => {
    const text = `module.exports = { sdkAppId: 1 + 1, ivrId: 'a', ivrId: 'c', serverUrl: 'a\\'b' }`
    const result = writeConfigValues(text, settings)
    expect(result.text).toBe(text)
    expect([...result.missing].sort()).toEqual(['ivrId', 'sdkAppId', 'serverUrl'])
    expect(readConfigValues(text)).toEqual({})
  })
})

describe('the difference of two texts', () => {
  test.each([
    ['aba', 'ababa'],
    ['aaaa', 'aa'],
    ['aa', 'aaaa'],
    ['', 'a'],
    ['a', ''],
    ['same', 'same'],
    ['one two', 'one 2 two'],
  ])('from %j to %j is one splice that makes the second of the first', (before, after) => {
    const { offset, removed, inserted } = differenceOf(before, after)
    expect(before.slice(offset, offset + removed.length)).toBe(removed)
    expect(before.slice(0, offset) + inserted + before.slice(offset + removed.length)).toBe(after)
    expect(Math.min(removed.length, inserted.length)).toBeLessThanOrEqual(1)
  })
})
