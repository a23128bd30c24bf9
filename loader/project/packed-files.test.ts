import { describe, expect, test } from '@jest/globals'
import { makeFolder } from '../testing/project'
import { measurePackages } from './measure-packages'
import { packedFiles, packingOf } from './packed-files'

/** What WeChat's own compiler made of the same files is compared by `npm run check:official`. */
const paths = [
  'app.json',
  'app.js',
  'pages/home/index.wxml',
  'pages/home/extra.ts',
  'pages/home/types.d.ts',
  'pages/home/look.scss',
  'sub/list.wxss',
  'test/one.js',
  'Unused.js',
  'notes.md',
  'font.ttf',
  'picture.png',
  'LOUD.PNG',
  'x.wasm',
  'x.br',
  '.eslintrc.json',
  '.github/a.json',
  '.ccc-store.record',
  '.ccc-store.archive',
  'node_modules/x/index.js',
  'cloudfunctions/f/index.js',
  'project.config.json',
]
const miniprogram = makeFolder(Object.fromEntries(paths.map((path) => [path, '{}'])))
const packedWith = async (config: Record<string, unknown>) =>
  packedFiles(miniprogram, await packingOf(config)).map(({ packed }) => packed)

describe('what is packed', () => {
  test('goes by the ending, also of hidden files; the record of an installation has none of these', async () => {
    expect((await packedWith({})).sort()).toEqual([
      '.eslintrc.json',
      '.github/a.json',
      'Unused.js',
      'app.js',
      'app.json',
      'cloudfunctions/f/index.js',
      'pages/home/index.wxml',
      'picture.png',
      'sub/list.wxss',
      'test/one.js',
      'x.br',
      'x.wasm',
    ])
  })

  test.each([
    ['folder', '/test/', ['test/one.js']],
    ['folder', 'cloudfunctions', ['cloudfunctions/f/index.js']],
    ['file', '/unused.js', ['Unused.js']],
    ['suffix', '.br', ['x.br']],
    ['prefix', 'x.w', ['x.wasm']],
    ['glob', 'sub/**/*.wxss', ['sub/list.wxss']],
    ['glob', '*.js', ['Unused.js', 'app.js']],
    ['regexp', '\\.github/.*', ['.github/a.json']],
    ['regexp', '([', []],
    ['nonsense', 'app.js', []],
  ])('without what a rule of the type %s ignores: %s', async (type, value, gone) => {
    const left = await packedWith({ packOptions: { ignore: [{ type, value }] } })
    expect((await packedWith({})).filter((path) => !left.includes(path)).sort()).toEqual(gone)
  })

  test('with what is both ignored and included', async () => {
    const ignore = [{ type: 'prefix', value: 'x.' }]
    const include = [{ type: 'file', value: 'x.br' }]
    const left = await packedWith({ packOptions: { ignore, include } })
    expect([left.includes('x.br'), left.includes('x.wasm')]).toEqual([true, false])
  })

  test('under the names that compiler plug-ins give', async () => {
    const packed = await packedWith({ setting: { useCompilerPlugins: ['typescript', 'sass'] } })
    expect(packed).toEqual(expect.arrayContaining(['pages/home/extra.js', 'pages/home/look.wxss']))
    expect(packed.some((path) => path.includes('types'))).toBe(false)
  })

  test('counts for the package it is in', async () => {
    const [main, sub] = await measurePackages({ miniprogram, config: {} }, ['sub'])
    expect([main, sub]).toEqual([
      { root: '', bytes: 22, fixedBytes: 6 },
      { root: 'sub', bytes: 2, fixedBytes: 0 },
    ])
  })
})
