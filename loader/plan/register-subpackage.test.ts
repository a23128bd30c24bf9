import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type ParseError, parse } from 'jsonc-parser'
import { defaultPlacement, subpackageOf } from './placement'
import { applySplice } from './plan'
import { registerSubpackage } from './register-subpackage'

const cccSubpackage = subpackageOf(defaultPlacement)

function register(text: string): string {
  const bytes = Buffer.from(text)
  const splice = registerSubpackage(bytes, 'app.json', cccSubpackage)
  return splice ? applySplice(bytes, splice).toString() : text
}

const entry = (indent: string, eol = '\n', unit = '  ') =>
  JSON.stringify(cccSubpackage, null, unit).replaceAll('\n', eol + indent)

describe('registering the subpackage in app.json', () => {
  test('adds the key after the last property when there is none', () => {
    const inserted = `,\n  "subPackages": [\n    ${entry('    ')}\n  ]`
    expect(register('{\n  "pages": ["a"]\n}\n')).toBe(`{\n  "pages": ["a"]${inserted}\n}\n`)
  })

  test('goes after the last subpackage, in the same indentation', () => {
    const before =
      '{\n\t"pages": ["a"],\n\t"subPackages": [\n\t\t{\n\t\t\t"root": "x",\n\t\t\t"pages": []\n\t\t}\n\t]\n}'
    const after = before.replace('\n\t\t}\n', `\n\t\t},\n\t\t${entry('\t\t', '\n', '\t')}\n`)
    expect(register(before)).toBe(after)
  })

  test('uses the key in lower case when that is the one there', () => {
    const after = register('{"pages":["a"],"subpackages":[]}')
    expect(after).toBe('{"pages":["a"],"subpackages":[{"root":"ccc","name":"ccc","pages":["pages/chat/index"]}]}')
  })

  test('writes minified text minified', () => {
    const added = ',"subPackages":[{"root":"ccc","name":"ccc","pages":["pages/chat/index"]}]'
    expect(register('{"pages":["a"]}')).toBe(`{"pages":["a"]${added}}`)
  })

  test('keeps CRLF, and in mixed files takes the line ending of the neighbours', () => {
    const after = register('{\n  "pages": [],\r\n  "window": {}\r\n}\n')
    expect(after.startsWith('{\n  "pages": [],\r\n  "window": {},\r\n  "subPackages": [\r\n')).toBe(true)
    expect(after.endsWith('\r\n  ]\r\n}\n')).toBe(true)
  })

  test('keeps a byte-order mark and counts the offset in bytes', () => {
    const before = '\uFEFF{\n  "window": { "navigationBarTitleText": "青禾" },\n  "pages": ["a"]\n}'
    const after = register(before)
    expect(after.startsWith(before.slice(0, -2))).toBe(true)
    expect(parse(after.slice(1))).toMatchObject({ subPackages: [cccSubpackage] })
  })

  test('leaves a comment on the line of the entry it speaks of', () => {
    const before = '{\n  "pages": [],\n  "subPackages": [\n    { "root": "x", "pages": [] } // orders\n  ]\n}'
    expect(register(before)).toContain(
      '{ "root": "x", "pages": [] }, // orders\n    { "root": "ccc", "name": "ccc", "pages": ["pages/chat/index"] }\n',
    )
  })

  test('keeps a trailing comma as the style of the list', () => {
    const before = '{\n  "pages": [],\n  "subPackages": [\n    { "root": "x", "pages": [] }, // orders\n  ],\n}'
    const added = '    { "root": "ccc", "name": "ccc", "pages": ["pages/chat/index"] },\n'
    expect(register(before)).toBe(before.replace('// orders\n', `// orders\n${added}`))
  })

  test('fills a list that holds nothing but a comment', () => {
    const after = register('{\n  "pages": [],\n  "subPackages": [ // none yet\n  ]\n}')
    expect(after).toBe(`{\n  "pages": [],\n  "subPackages": [ // none yet\n    ${entry('    ')}\n  ]\n}`)
  })

  test('follows lists whose brackets hug their items', () => {
    const before = '{\n  "pages": [],\n  "subPackages": [{\n    "root": "x",\n    "pages": []\n  }]\n}'
    expect(register(before)).toBe(before.replace('  }]', `  }, ${entry('  ')}]`))
  })

  test('changes nothing when it is registered, however it is written', () => {
    const text = '{"pages":[],"subpackages":[{"root":"/ccc/","pages":["pages/chat/index","pages/mine"]}]}'
    expect(register(text)).toBe(text)
  })

  test.each([
    '{"pages":[],"subPackages":[{"root":"old","pages":[]}],"subpackages":[]}',
    '{"pages":[],"subpackages":[],"subPackages":[{"root":"old","pages":[]}]}',
  ])('goes into the lower-case list, the only one WeChat reads when both are there: %s', (text) => {
    expect(register(text)).toBe(
      text.replace('"subpackages":[', '$&{"root":"ccc","name":"ccc","pages":["pages/chat/index"]}'),
    )
  })

  test.each([
    ['a page of the main package', '{"pages":["ccc/index"]}'],
    ['another subpackage of that root', '{"pages":[],"subPackages":[{"root":"ccc","pages":["mine"]}]}'],
    ['a subpackage inside that root', '{"pages":[],"subPackages":[{"root":"ccc/a/","pages":["mine"]}]}'],
    ['a subpackage of that name', '{"pages":[],"subPackages":[{"root":"x","name":"ccc","pages":[]}]}'],
  ])('refuses when %s claims it', (_, text) => {
    expect(() => register(text)).toThrow(expect.objectContaining({ code: 'subpackage-claimed', exitCode: 4 }))
  })

  test.each(['[]', '{}', '{"expo":{}}', '{"pages":"a"}'])(
    'refuses what is not the app.json of a mini-program: %s',
    (text) => {
      expect(() => register(text)).toThrow(expect.objectContaining({ code: 'foreign-app-json', exitCode: 3 }))
    },
  )

  test.each(['{"pages":[],"subPackages":{}}', '{"pages":[],"subpackages":null}'])(
    'says that the subpackages are no list: %s',
    (text) => {
      expect(() => register(text)).toThrow(expect.objectContaining({ code: 'subpackages-invalid', exitCode: 3 }))
    },
  )

  test('names the line and column of a syntax error', () => {
    const message = /^app\.json:3:3 is not valid JSON: a comma is missing\./
    expect(() => register('{\n  "pages": []\n  "window": {}\n}')).toThrow(message)
    expect(() => register('')).toThrow(/the file is empty/)
  })

  test('refuses a file that is not UTF-8', () => {
    const gbk = Buffer.concat([Buffer.from('{"pages":[],"x":"'), Buffer.from([0xc7, 0xe0]), Buffer.from('"}')])
    expect(() => registerSubpackage(gbk, 'app.json', cccSubpackage)).toThrow(
      expect.objectContaining({ code: 'broken-encoding' }),
    )
  })

  test('adds exactly the entry to any layout, and the splice taken back gives the old bytes', () => {
    const comment = fc.constantFrom('', ' ', '\n', '\r\n\t', ' // 注释\n', ' /* , ] */ ', '\n    ')
    const item = fc.constantFrom('{"root":"x","pages":[]}', '{ "root": "y",\n "pages": ["p"] }')
    const list = fc
      .tuple(fc.array(fc.tuple(comment, item, comment), { maxLength: 3 }), comment, fc.boolean())
      .map(([items, end, trailing]) => {
        const comma = trailing && items.length > 0 ? ',' : ''
        return `[${items.map((parts) => parts.join('')).join(',')}${comma}${end}]`
      })
    const key = fc.constantFrom('subPackages', 'subpackages')
    const document = fc
      .tuple(comment, key, list, comment, comment, fc.boolean())
      .map(([a, name, value, b, c, first]) => {
        const own = `"${name}":${c}${value}`
        return first ? `${a}{${own}${b},"pages":["p"]${c}}${a}` : `{${a}"pages":["p"],${b}${own}${c}}`
      })
    fc.assert(
      fc.property(document, (text) => {
        const before = Buffer.from(text)
        const splice = registerSubpackage(before, 'app.json', cccSubpackage)
        if (!splice) throw new Error('nothing to do')
        const after = applySplice(before, splice)
        const back = applySplice(after, { ...splice, removed: splice.inserted, inserted: splice.removed })
        expect(back.equals(before)).toBe(true)
        const errors: ParseError[] = []
        parse(after.toString(), errors, { allowTrailingComma: true })
        expect(errors).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})
