import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { launchBrowser } from './launch-browser'

describe('the browser of the tests', () => {
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await launchBrowser()
  }, 60_000)
  afterAll(() => browser?.close())

  test('has glyphs for Chinese and for emoji', async () => {
    if (!browser) throw new Error('no browser')
    const page = await browser.newPage()
    // a character that no font holds is drawn as the same box, whichever it is
    const drawn = await page.evaluate(() => {
      const draw = (text: string) => {
        const canvas = document.createElement('canvas')
        const context = canvas.getContext('2d')
        if (!context) throw new Error('no canvas')
        context.font = '32px sans-serif'
        context.fillText(text, 0, 40)
        return canvas.toDataURL()
      }
      return ['客', '服', '😀', '👍'].map(draw)
    })
    expect(new Set(drawn).size).toBe(4)
  })
})
