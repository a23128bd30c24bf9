import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type ParseError, parse } from 'jsonc-parser'
import { sha256 } from '../hash'
import { insertEntryTag, registerEntry } from './entry-button'
import type { RecordedSplice } from './manifest'
import { defaultPlacement, subpackageOf } from './placement'
import { applySplice, type Splice } from './plan'
import { recordOf } from './plan-splices'
import { registerSubpackage } from './register-subpackage'
import { takeOut } from './take-out'

const root = defaultPlacement.subpackage

function spliced(path: string, text: string, splice: Splice | undefined): { text: string; record: RecordedSplice } {
  if (!splice) throw new Error('nothing was inserted')
  const bytes = Buffer.from(text)
  return { text: applySplice(bytes, splice).toString(), record: recordOf(path, bytes, splice) }
}

function withoutOurs(text: string, record: RecordedSplice): string {
  const splice = takeOut(Buffer.from(text), record, root)
  return typeof splice === 'string' ? splice : applySplice(Buffer.from(text), splice).toString()
}

const register = (text: string) =>
  spliced('app.json', text, registerSubpackage(Buffer.from(text), 'app.json', subpackageOf(defaultPlacement)))

/** app.json files of many layouts. */
const appJson = fc
  .record({
    subPackages: fc.constantFrom(undefined, 'subPackages', 'subpackages'),
    items: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 3 }),
    window: fc.boolean(),
    indent: fc.constantFrom('', ' ', '  ', '    ', '\t'),
    eol: fc.constantFrom('\n', '\r\n'),
    mark: fc.constantFrom('', '\uFEFF'),
    last: fc.constantFrom('', '\n'),
  })
  .map(({ subPackages, items, window, indent, eol, mark, last }) => {
    const lists = subPackages
      ? { [subPackages]: [...new Set(items)].map((item) => ({ root: item, pages: ['x'] })) }
      : {}
    const value = { pages: ['p'], ...lists, ...(window ? { window: { text: '首页' } } : {}) }
    return mark + (JSON.stringify(value, null, indent) + last).replaceAll('\n', eol)
  })

describe('taking back what was inserted into app.json', () => {
  test('gives every byte back, whatever the layout', () => {
    fc.assert(
      fc.property(appJson, (before) => {
        const { text, record } = register(before)
        expect(withoutOurs(text, record)).toBe(before)
      }),
    )
  })

  test('leaves every edit of the user in place, whatever it was', () => {
    const edits = fc.constantFrom<(text: string) => string>(
      (text) => text.replace('"p"', '"p", "q"'),
      (text) => text.replace(/\}(\s*)$/, ', "style": "v2"}$1'),
      (text) => text.replace('"p"', '/* mine */ "p"'),
      (text) => text.replace(/\r\n/g, '\n'),
      (text) => text.replace(/\n/g, '\r\n').replaceAll('\r\r', '\r'),
      (text) => text.replace('{', '{ "entryPagePath": "p",'),
      (text) => text.replace(/(sub[pP]ackages"\s*:\s*\[)/, '$1{"root":"new","pages":["n"]},'),
      (text) => JSON.stringify(JSON.parse(text.replace(/^\uFEFF/, '')), null, 3),
    )
    fc.assert(
      fc.property(appJson, edits, (before, edit) => {
        const { text, record } = register(before)
        const edited = edit(text)
        const errors: ParseError[] = []
        const result = parse(withoutOurs(edited, record).replace(/^\uFEFF/, ''), errors)
        expect(errors).toEqual([])
        const expected = parse(edited.replace(/^\uFEFF/, ''))
        for (const key of ['subPackages', 'subpackages']) {
          const items = expected[key]?.filter((item: { root: string }) => item.root !== root)
          if (items?.length === 0 && !result[key]) delete expected[key]
          else if (items) expected[key] = items
        }
        expect(result).toEqual(expected)
      }),
    )
  })

  test('says that it is gone when somebody has taken it out already', () => {
    const { record } = register('{"pages":["a"]}')
    expect(withoutOurs('{"pages":["a","b"]}', record)).toBe('gone')
  })

  test('gives up where comments of the user grew into it', () => {
    const { text, record } = register('{"pages":["a"]}')
    const edited = text.replace('"subPackages":[{', '"subPackages":[/* mine */ {').replace('"name":"ccc",', '')
    expect(withoutOurs(edited, record)).toBe('stuck')
  })

  test('gives up on a file that is no text any more', () => {
    const { record } = register('{"pages":["a"]}')
    expect(takeOut(Buffer.from([0xff, 0xfe, 0]), record, root)).toBe('stuck')
  })
})

describe('taking the entry button off a page', () => {
  const tag = (text: string) => spliced('p.wxml', text, insertEntryTag(Buffer.from(text), 'p.wxml'))
  const component = (text: string) => spliced('p.json', text, registerEntry(Buffer.from(text), 'p.json', 'p.json'))

  test('gives every byte of the template back', () => {
    const line = fc.constantFrom('<view />', '<text>你好</text>', '', '<!-- x -->')
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('\n', '\r\n'), fc.boolean(), (lines, eol, last) => {
        const before = lines.join(eol) + (last ? eol : '')
        const { text, record } = tag(before)
        expect(withoutOurs(text, record)).toBe(before)
      }),
    )
  })

  test('tells ours from another one by what stands around it', () => {
    const { text, record } = tag('<view />\n<text />\n')
    // Two of them: the user copied ours. Which one is meant shows in the text before and behind it.
    expect(withoutOurs(`<ccc-entry />\n${text}`, record)).toBe('stuck')
    expect(withoutOurs(text.replace('<view />', '<view>new</view>'), record)).toBe('<view>new</view>\n<text />\n')
  })

  test('gives every byte of the page JSON back', () => {
    for (const before of [
      '{}',
      '{\n}\n',
      '{"usingComponents":{}}',
      '{\r\n\t"usingComponents": {\r\n\t\t"a": "b"\r\n\t}\r\n}\r\n',
    ]) {
      const { text, record } = component(before)
      expect(withoutOurs(text, record)).toBe(before)
      expect(record.after).toBe(sha256(Buffer.from(text)))
    }
  })
})
