import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { temporaryFolder } from '../../test/temporary-folder'
import { translateWxss, type WxssOptions } from './translate-wxss'

async function translate(code: string, options: Partial<WxssOptions> = {}): Promise<string> {
  const root = temporaryFolder()
  await writeFile(join(root, 'a.wxss'), code)
  await writeFile(join(root, 'b.wxss'), '.b { top: 0 }')
  return translateWxss('a.wxss', { root, darkmode: true, ...options })
}

describe('translateWxss', () => {
  test('measures rpx, vw and vh by the page', async () => {
    expect(await translate('.a { margin: -15rpx 750rpx; width: calc(100vw - 7.5rpx); height: 100vh }')).toBe(
      '.a { margin: -2cqw 100cqw; width: calc(100cqw - 1cqw); height: 100cqh }',
    )
  })

  test('leaves alone what only looks like a length', async () => {
    const css = '.a10rpx { --x: #2vh; background: url(data:image/png;base64,AA) }'
    expect(await translate(css)).toBe(css)
  })

  test('names built-in components as the document does', async () => {
    expect(await translate('view > scroll-view, page .text { top: 0 }')).toBe(
      'wx-view > wx-scroll-view, wx-page .text { top: 0 }',
    )
  })

  test("keeps a component's classes to itself, and :host is the component", async () => {
    expect(await translate(':host .a.b::after { top: 0 }', { scope: 'card' })).toBe(
      '[wx-host="card"] .card--a.card--b::after { top: 0 }',
    )
  })

  test("keeps a page's styles to the page without giving them more weight", async () => {
    expect(await translate('.a, page { top: 0 }', { page: 'pages/a/a' })).toBe(
      ':where(wx-page[data-route="pages/a/a"]) .a, wx-page:where([data-route="pages/a/a"]) { top: 0 }',
    )
  })

  test('does not take the steps of an animation for selectors', async () => {
    const css = '@keyframes turn { from { top: 0 } 50% { top: 1px } }'
    expect(await translate(css, { scope: 'card', page: 'pages/a/a' })).toBe(css)
  })

  test('puts an imported file in the place of its import', async () => {
    expect(await translate('@import "./b.wxss";\n.a { top: 0 }')).toBe('.b { top: 0 }\n.a { top: 0 }')
    expect(await translate("@import '/b.wxss';")).toBe('.b { top: 0 }')
  })

  test('shows no dark colours where app.json does not ask for them', async () => {
    const css = '@media (prefers-color-scheme: dark) { .a { top: 0 } }'
    expect(await translate(css)).toContain('prefers-color-scheme: dark')
    expect(await translate(css, { darkmode: false })).not.toContain('dark')
  })

  test('says where a style is broken, or an import leads nowhere', async () => {
    await expect(translate('.a { top: 0 }\n.b { top: 0')).rejects.toThrow('a.wxss:2 Unclosed block')
    await expect(translate('\n\n@import "./none.wxss";')).rejects.toThrow('a.wxss:3 @import not found: "./none.wxss"')
  })
})
