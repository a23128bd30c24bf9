import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { builtSdk } from '../sdk/testing/built-sdk'
import { launchBrowser } from '../test/browser/launch-browser'
import { serveFolder } from '../test/browser/serve-folder'
import { temporaryFolder } from '../test/temporary-folder'
import { buildGallery } from './build-gallery'
import { type Comparison, type Look, TOLERATED_PER_MILLE } from './compare-look'
import { names } from './miniprogram/states/names'

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

let browser: Browser
let comparer: Worker
let site: Awaited<ReturnType<typeof serveFolder>>
let context: BrowserContext

beforeAll(async () => {
  site = await serveFolder(await buildGallery(builtSdk(), temporaryFolder()))
  browser = await launchBrowser()
  comparer = new Worker(join(__dirname, '../scripts/run-ts.js'), { argv: [join(__dirname, 'compare-look.ts')] })
}, 120_000)
afterAll(async () => {
  await comparer.terminate()
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
  if (name === 'chat-long') await page.getByText('message 10000', { exact: true }).waitFor({ state: 'attached' })
  else if (name.startsWith('chat')) await page.getByText('转人工', { exact: true }).waitFor()
  // fields grow to their text a frame or two after they are there
  for (let before = -1, now = await settledHeightOf(page); before !== now; now = await settledHeightOf(page)) {
    before = now
    await page.setViewportSize({ width: WIDTH, height: Math.max(HEIGHT, now) })
  }
}

/** Waits until what was changed is measured and drawn. */
const frames = (page: Page) =>
  page.evaluate(async () => {
    for (let count = 0; count < 4; count += 1) await new Promise((done) => requestAnimationFrame(done))
  })

async function settledHeightOf(page: Page): Promise<number> {
  await frames(page)
  return heightOf(page)
}

/** How high the page is, without what scrolls inside it. */
const heightOf = (page: Page) =>
  page.evaluate(() =>
    Math.max(
      ...Array.from(document.querySelectorAll('*'))
        .filter((node) => node.checkVisibility() && !node.closest('wx-scroll-view'))
        .map((node) => node.scrollHeight),
    ),
  )

/** Compares a look with how it was before. */
async function compare(look: Look): Promise<Comparison> {
  comparer.postMessage(look)
  const [comparison] = await once(comparer, 'message')
  return comparison
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
    const file = join(__dirname, 'looks', `${name}-${label}.png`)
    const { now, before, perMille } = await compare({ screenshot: await page.screenshot(), file })
    expect(now).toEqual(before)
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

describe('10,000 messages', () => {
  const list = (page: Page) => page.locator('wx-scroll-view').last()
  const row = (page: Page, number: number) => page.getByText(`message ${number}`, { exact: true })
  /** The numbers of the first and the last message that have nodes, and how many nodes there are. */
  const window = (page: Page) =>
    page.evaluate(() => {
      const numbers = Array.from(document.querySelectorAll('[class*="message--text"]'))
        .map((node) => Number(/^message (\d+)$/.exec(node.textContent ?? '')?.[1]))
        .filter((number) => number > 0)
      const nodes = document.querySelectorAll('wx-page *').length
      return { first: Math.min(...numbers), last: Math.max(...numbers), nodes }
    })
  const scroll = async (page: Page, share: number) => {
    await list(page).evaluate((node, part) => node.scrollTo(0, node.scrollHeight * part), share)
    await frames(page)
    await frames(page)
  }
  /** How far below the upper edge of the list a message is, in px, and how high the list is. */
  const place = async (page: Page, number: number) => {
    const box = await row(page, number).boundingBox()
    const frame = await list(page).boundingBox()
    return { top: (box?.y ?? -1_000) - (frame?.y ?? 0), height: frame?.height ?? 0 }
  }

  test('are read back and forward again, with few nodes and without a jump', async () => {
    const page = await open({})
    await show(page, 'chat-long')
    let now = await window(page)
    expect(now).toMatchObject({ last: 10_000 })
    for (let pages = 0; pages < 8; pages += 1) {
      const { first } = now
      await scroll(page, 0.3)
      await scroll(page, 0)
      now = await window(page)
      expect(now.first).toBe(first - 25)
      expect(now.nodes).toBeLessThan(1_000)
      // what was on top is still there
      expect(Math.abs((await place(page, first)).top)).toBeLessThan(80)
    }
    expect(now.last).toBeLessThan(10_000)
    for (let pages = 0; pages < 12 && now.last < 10_000; pages += 1) {
      const { last } = now
      await scroll(page, 0.5)
      await scroll(page, 1)
      now = await window(page)
      expect(now.last).toBeGreaterThan(last)
      expect(now.nodes).toBeLessThan(1_000)
      // what was at the lower edge is still there
      const { top, height } = await place(page, last)
      expect(top).toBeGreaterThan(height / 2)
      expect(top).toBeLessThan(height)
    }
    expect(now.last).toBe(10_000)
    expect(await errorsOf(page)).toEqual([])
    await context.close()
  })
})
