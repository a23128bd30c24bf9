import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { temporaryFolder } from '../../test/temporary-folder'
import { buildMiniProgram } from './build-mini-program'

const shop = join(__dirname, '..', 'fixtures', 'shop')

/** Builds a copy of the shop with one file changed, or removed where `code` is undefined. */
async function buildWith(file: string, code: string | undefined) {
  const projectDir = temporaryFolder()
  await cp(shop, projectDir, { recursive: true })
  if (code === undefined) await rm(join(projectDir, file))
  else await writeFile(join(projectDir, file), code)
  return buildMiniProgram({ projectDir, outDir: temporaryFolder() })
}

describe('buildMiniProgram', () => {
  test('writes a page that finds everything by relative addresses', async () => {
    const outDir = temporaryFolder()
    const { pages, warnings } = await buildMiniProgram({ projectDir: shop, outDir })
    const html = await readFile(join(outDir, 'index.html'), 'utf8')
    const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address)
    expect(addresses).toEqual(['data:,', 'builtins.css', 'app.css', 'app.js'])
    expect(pages.slice(0, 3)).toEqual(['pages/home/home', 'pages/mine/mine', 'pages/chat/chat'])
    expect(pages.slice(3)).toEqual(['extra/pages/detail/detail', 'extra/pages/controls/controls'])
    expect(warnings).toEqual([])
  })

  test('finds the mini-program where project.config.json says it is', async () => {
    const projectDir = temporaryFolder()
    await cp(shop, join(projectDir, 'src'), { recursive: true })
    await writeFile(join(projectDir, 'project.config.json'), '{ "miniprogramRoot": "src/" }')
    const { pages } = await buildMiniProgram({ projectDir, outDir: temporaryFolder() })
    expect(pages).toContain('pages/home/home')
  })

  test('copies images to where they were', async () => {
    const projectDir = temporaryFolder()
    await cp(shop, projectDir, { recursive: true })
    await writeFile(join(projectDir, 'pages', 'home', 'bag.svg'), '<svg/>')
    const outDir = temporaryFolder()
    await buildMiniProgram({ projectDir, outDir })
    expect(await readFile(join(outDir, 'pages', 'home', 'bag.svg'), 'utf8')).toBe('<svg/>')
  })

  test('finds npm components and modules in miniprogram_npm', async () => {
    const projectDir = temporaryFolder()
    await cp(shop, projectDir, { recursive: true })
    await cp(join(shop, 'components', 'card'), join(projectDir, 'miniprogram_npm', 'kit', 'card'), { recursive: true })
    await cp(join(shop, 'utils'), join(projectDir, 'miniprogram_npm', 'utils'), { recursive: true })
    const json = '{ "usingComponents": { "goods-card": "kit/card/card" } }'
    await writeFile(join(projectDir, 'pages', 'home', 'home.json'), json)
    const outDir = temporaryFolder()
    await buildMiniProgram({ projectDir, outDir })
    expect(await readFile(join(outDir, 'app.js'), 'utf8')).toContain('miniprogram_npm/kit/card/card')
  })

  test('warns of what a template may not mean', async () => {
    const { warnings } = await buildWith('pages/mine/mine.wxml', '<view>\n<view wx:iff="{{a}}"></view></view>')
    expect(warnings).toEqual(['pages/mine/mine.wxml:2 invalid attribute prefix'])
  })

  test('refuses to start with a page that does not exist', async () => {
    const build = buildMiniProgram({ projectDir: shop, outDir: temporaryFolder(), initialPage: '/pages/none/none?x=1' })
    await expect(build).rejects.toThrow('app.json has no page "pages/none/none?x=1" to start with')
  })

  test('refuses a folder that holds no mini-program', async () => {
    const build = buildMiniProgram({ projectDir: temporaryFolder(), outDir: temporaryFolder() })
    await expect(build).rejects.toThrow(/^app\.json not found in .*: this is not a mini-program$/)
  })

  test.each([
    ['app.json', '{\n  "pages": ["pages/home/home"\n  "window": {}\n}', /^app\.json:3 is not valid JSON: Expected/],
    ['app.json', '{\n  "pages": []\n}', 'app.json:2 has no pages'],
    ['app.json', '{\n  "pages": [\n"pages/none/none"] }', 'app.json:3 no page "pages/none/none"'],
    [
      'pages/home/home.json',
      '{\n "usingComponents": {\n "a": "./none" } }',
      'pages/home/home.json:3 component not found: "./none"',
    ],
    [
      'pages/home/home.wxml',
      '<view>\n{{ a + }}</view>',
      'pages/home/home.wxml:2 unexpected character inside expression',
    ],
    ['pages/home/home.js', 'Page({\n  data: {,\n})', 'pages/home/home.js:2 Expected identifier'],
    ['pages/mine/mine.ts', "import '../none'", 'pages/mine/mine.ts:1 Could not resolve "../none"'],
    ['pages/mine/mine.wxss', '.a {\n  top\n}', 'pages/mine/mine.wxss:2 Unknown word top'],
    ['utils/price.wxs', undefined, 'utils/price.wxs not found'],
    ['pages/mine/mine.wxml', undefined, 'pages/mine/mine.wxml not found'],
    ['pages/mine/mine.ts', undefined, 'pages/mine/mine.js not found (nor a .ts)'],
  ])('says where %s is at fault', async (file, code, message) => {
    await expect(buildWith(file, code)).rejects.toThrow(message)
  })
})
