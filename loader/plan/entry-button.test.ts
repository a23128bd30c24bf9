import { describe, expect, test } from '@jest/globals'
import { parse } from 'jsonc-parser'
import { insertEntryTag, registerEntry } from './entry-button'
import { applySplice } from './plan'

const insert = (text: string) => {
  const splice = insertEntryTag(Buffer.from(text), 'page.wxml')
  return splice ? applySplice(Buffer.from(text), splice).toString() : text
}
const register = (text: string) => {
  const splice = registerEntry(Buffer.from(text), 'page.json', 'page.json')
  return splice ? applySplice(Buffer.from(text), splice).toString() : text
}

describe('the tag of the entry button', () => {
  test.each([
    ['<view />\n', '<view />\n<ccc-entry />\n'],
    ['<view />\r\n', '<view />\r\n<ccc-entry />\r\n'],
    ['<view />', '<view />\n<ccc-entry />'],
    ['\uFEFF<view>你好</view>\n<view />\r\n', '\uFEFF<view>你好</view>\n<view />\n<ccc-entry />\r\n'],
    ['', '<ccc-entry />'],
    ['<!-- <ccc-entry /> -->', '<!-- <ccc-entry /> -->\n<ccc-entry />'],
    ['<view><ccc-entry url="/a" /></view>\n', '<view><ccc-entry url="/a" /></view>\n'],
  ])('goes to the end of %j', (text, expected) => {
    expect(insert(text)).toBe(expected)
  })
})

describe('the component of the entry button', () => {
  test.each([
    ['{}\n', '{\n  "usingComponents": {\n    "ccc-entry": "/ccc-entry/ccc-entry"\n  }\n}\n'],
    ['{}', '{"usingComponents": { "ccc-entry": "/ccc-entry/ccc-entry" }}'],
    [
      '{\r\n\t"usingComponents": {}\r\n}',
      '{\r\n\t"usingComponents": {\r\n\t\t"ccc-entry": "/ccc-entry/ccc-entry"\r\n\t}\r\n}',
    ],
    [
      '{\n  "usingComponents": {\n    "a": "b" // mine\n  }\n}',
      '{\n  "usingComponents": {\n    "a": "b", // mine\n    "ccc-entry": "/ccc-entry/ccc-entry"\n  }\n}',
    ],
    ['{"usingComponents":{"a":"b"}}', '{"usingComponents":{"a":"b","ccc-entry":"/ccc-entry/ccc-entry"}}'],
  ])('is made known to a page with %j', (text, expected) => {
    const result = register(text)
    expect(result).toBe(expected)
    expect(parse(result).usingComponents['ccc-entry']).toBe('/ccc-entry/ccc-entry')
    expect(register(result)).toBe(result)
  })

  test('is not taken from a page that means another by the name', () => {
    const text = '{"usingComponents":{"ccc-entry":"/mine"}}'
    expect(() => register(text)).toThrow(expect.objectContaining({ code: 'entry-claimed', exitCode: 4 }))
  })

  test.each(['[]', '{"usingComponents":[]}'])('is not forced on a page with %s', (text) => {
    expect(() => register(text)).toThrow(expect.objectContaining({ code: 'entry-page-broken' }))
  })
})
