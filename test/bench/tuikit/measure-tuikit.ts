import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildMiniProgram } from '@ccc-store/simulator'
import type { Browser, Page } from 'playwright-core'
import { serveFolder } from '../../browser/serve-folder'
import { type Chat, type ChatPhone, openPhone } from '../chat-phone'
import { makeTuikitApp } from './make-tuikit-app'

/** Tencent's TUIKit in the same simulator, on a fake of its SDK that answers at once. */
export async function withTuikit<T>(browser: Browser, use: (chat: Chat) => Promise<T>): Promise<T> {
  const place = await mkdtemp(join(tmpdir(), 'ccc-tuikit-'))
  const [projectDir, outDir] = [join(place, 'app'), join(place, 'phone')]
  try {
    await makeTuikitApp(projectDir)
    await buildMiniProgram({ projectDir, outDir })
    const site = await serveFolder(outDir)
    try {
      return await use({
        name: 'theirs',
        open: (history) => open(browser, `${site.url}/?history=${history}`, history),
      })
    } finally {
      await site.close()
    }
  } finally {
    await rm(place, { recursive: true })
  }
}

async function open(browser: Browser, url: string, history: number): Promise<ChatPhone> {
  const phone = await openPhone(browser, url, '/pages/chat/index', `历史消息 ${history}`)
  return { ...phone, receive: (text) => receive(phone.page, text) }
}

/** From a task of the page's own, as the network brings it: DevTools counts no script that it runs itself. */
async function receive(page: Page, text: string): Promise<void> {
  await page.evaluate((words) => setTimeout(() => Reflect.get(window, '__receive')(words)), text)
  await page.getByText(text, { exact: true }).waitFor()
}
