import { join } from 'node:path'
import type { Page } from 'playwright-core'

/** The pictures of the README, taken anew by `npm run screenshots`. */
const IMAGES = join(__dirname, '..', '..', 'docs', 'images')

export async function takeScreenshots(pages: Record<string, Page>): Promise<void> {
  if (process.env.SCREENSHOTS !== 'take') return
  for (const [name, page] of Object.entries(pages)) await page.screenshot({ path: join(IMAGES, `${name}.png`) })
}
