import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { buildMiniProgram } from './build-mini-program'

const shop = join(__dirname, '..', 'fixtures', 'shop')
const newFolder = () => mkdtemp(join(tmpdir(), 'simulator-test-'))

describe('buildMiniProgram', () => {
  test('writes a page that finds everything by relative addresses', async () => {
    const outDir = await newFolder()
    const { pages, warnings } = await buildMiniProgram({ projectDir: shop, outDir })
    const html = await readFile(join(outDir, 'index.html'), 'utf8')
    const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address)
    expect(addresses).toEqual(['data:,', 'builtins.css', 'app.css', 'app.js'])
    expect(pages).toEqual(['pages/home/home', 'pages/mine/mine', 'pages/chat/chat', 'extra/pages/detail/detail'])
    expect(warnings).toEqual([])
  })

  test('refuses to start with a page that does not exist', async () => {
    const build = buildMiniProgram({ projectDir: shop, outDir: await newFolder(), initialPage: '/pages/none/none?x=1' })
    await expect(build).rejects.toThrow('app.json has no page "pages/none/none?x=1" to start with')
  })
})
