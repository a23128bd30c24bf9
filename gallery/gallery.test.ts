import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import pixelmatch from 'pixelmatch'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { launchBrowser } from '../test/browser/launch-browser'
import { serveFolder } from '../test/browser/serve-folder'
import { temporaryFolder } from '../test/temporary-folder'
import { buildGallery } from './build-gallery'
import { names } from './miniprogram/states/names'
import { shrink } from './shrink'

const VARIANTS = {
  light: {},
  dark: { colorScheme: 'dark' },
  en: { locale: 'en-US' },
  large: { scale: 1.4 },
  rtl: { dir: 'rtl' },
} as const
type Variant = { colorScheme?: 'dark'; locale?: string; scale?: number; dir?: string }

const WIDTH = 375
const HEIGHT = 740
/** A picture may differ in so many of a thousand pixels: browsers of different versions draw edges differently. */
const TOLERATED_PER_MILLE = 8

let browser: Browser
let site: Awaited<ReturnType<typeof serveFolder>>
let context: BrowserContext

beforeAll(async () => {
  site = await serveFolder(await buildGallery(temporaryFolder()))
  browser = await launchBrowser()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await site.close()
})

async function open({ colorScheme, locale = 'zh-CN' }: Variant): Promise<Page> {
  context = await browser.newContext({
    viewport: { width: WIDTH, height: HEIGHT },
    hasTouch: true,
    isMobile: true,
    locale,
    timezoneId: 'Asia/Shanghai',
    colorScheme: colorScheme ?? 'light',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(5_000)
  const page = await context.newPage()
  await page.goto(`${site.url}/index.html`)
  await page.addStyleTag({ content: '* { animation: none !important; caret-color: transparent !important }' })
  return page
}

/** Shows one page of the gallery at its full height. */
async function show(page: Page, name: string, { scale = 1, dir = 'ltr' }: Variant = {}): Promise<void> {
  await page.setViewportSize({ width: WIDTH, height: HEIGHT })
  await page.evaluate(
    (url) => Reflect.get(window, 'wx').reLaunch({ url }),
    `/pages/show/show?of=${name}&scale=${scale}&dir=${dir}`,
  )
  await page.locator(`.ready-${name}`).waitFor({ state: 'attached' })
  if (name.startsWith('chat')) await page.getByText('好的，马上为您查询。').waitFor()
  const height = await page.evaluate(() =>
    Math.max(
      ...Array.from(document.querySelectorAll('*'))
        .filter((node) => node.checkVisibility() && !node.closest('wx-scroll-view'))
        .map((node) => node.scrollHeight),
    ),
  )
  await page.setViewportSize({ width: WIDTH, height: Math.max(HEIGHT, height) })
  // two frames: what was measured is drawn
  await page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  )
}

const errorsOf = (page: Page) => page.evaluate(() => Reflect.get(window, '__simulator').errors)

describe.each(Object.entries<Variant>(VARIANTS))('in %s, the gallery', (label, variant) => {
  let page: Page
  beforeAll(async () => {
    page = await open(variant)
  })
  afterAll(() => context.close())

  test.each(names)('looks as it did: %s', async (name) => {
    await show(page, name, variant)
    expect(await errorsOf(page)).toEqual([])
    const now = shrink(PNG.sync.read(await page.screenshot()))
    const file = join(__dirname, 'looks', `${name}-${label}.png`)
    if (process.env.LOOKS === 'take' || !existsSync(file)) {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, PNG.sync.write(now, { colorType: 2, deflateLevel: 9 }))
    }
    const before = PNG.sync.read(readFileSync(file))
    expect({ width: now.width, height: now.height }).toEqual({ width: before.width, height: before.height })
    const differing = pixelmatch(now.data, before.data, null, now.width, now.height, { threshold: 0.2 })
    const perMille = (differing * 1_000) / (now.width * now.height)
    if (perMille > TOLERATED_PER_MILLE) writeFileSync(file.replace(/\.png$/, '.now.png'), PNG.sync.write(now))
    expect(perMille).toBeLessThanOrEqual(TOLERATED_PER_MILLE)
  })
})

describe.each(['light', 'dark'] as const)('in %s, the gallery', (label) => {
  let page: Page
  beforeAll(async () => {
    page = await open(VARIANTS[label])
  })
  afterAll(() => context.close())

  test.each(names)('is accessible: %s', async (name) => {
    await show(page, name)
    await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') })
    const faults = await page.evaluate(async (wanted) => {
      // the page around is the simulator's; on a phone there is no keyboard to scroll with
      const { violations } = await Reflect.get(window, 'axe').run(`.ready-${wanted}`, {
        rules: { 'scrollable-region-focusable': { enabled: false } },
      })
      return violations
        .filter(({ impact }: { impact: string }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
          nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`),
        )
    }, name)
    expect(faults).toEqual([])
    const nameless = await page.evaluate(() =>
      Array.from(
        document.querySelectorAll('[role=button], [role=link], [role=radio], [role=checkbox], wx-textarea, wx-input'),
      )
        .filter((node) => node.checkVisibility() && !node.closest('.sim-bar'))
        .filter((node) => !(node.getAttribute('aria-label') ?? node.textContent ?? '').trim())
        .map((node) => node.outerHTML.slice(0, 160)),
    )
    expect(nameless).toEqual([])
  })
})

describe('the writing direction', () => {
  test('puts what the customer says on the other side', async () => {
    const page = await open({})
    const sides: boolean[] = []
    for (const dir of ['ltr', 'rtl']) {
      await show(page, 'message', { dir })
      const box = await page.locator('[class*="line-own"] [class*="--face"]').first().boundingBox()
      sides.push((box?.x ?? 0) > WIDTH / 2)
    }
    expect(sides).toEqual([true, false])
    await context.close()
  })
})
