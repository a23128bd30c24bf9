import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type MockServer, startMockServer } from '@ccc-store/mock-server'
import { buildMiniProgram } from '@ccc-store/simulator'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { builtSdk } from '../../sdk/testing/built-sdk'
import { launchBrowser } from '../browser/launch-browser'
import { serveFolder } from '../browser/serve-folder'
import { agentOnline, deskOf, ringing } from '../conformance/desk'
import { temporaryFolder } from '../temporary-folder'

const EXAMPLE = join(__dirname, '..', '..', 'example-miniprogram')

let server: MockServer
let browser: Browser
let shop = ''

beforeAll(async () => {
  server = await startMockServer({ agent: false })
  browser = await launchBrowser()
  shop = makeShop(builtSdk())
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** The example shop with the SDK in it, whose app hands `utils/login.js` to the test and counts what is unread twice. */
function makeShop(sdk: string): string {
  const folder = temporaryFolder()
  cpSync(EXAMPLE, folder, { recursive: true })
  for (const part of ['ccc', 'utils']) cpSync(join(sdk, part), join(folder, part), { recursive: true })
  const { sdkAppId, ivrId, serverUrl } = server
  writeFileSync(join(folder, 'ccc-config.js'), `module.exports = ${JSON.stringify({ sdkAppId, ivrId, serverUrl })}\n`)
  const app: { subPackages: object[] } = JSON.parse(readFileSync(join(folder, 'app.json'), 'utf8'))
  app.subPackages.push({ root: 'ccc', name: 'ccc', pages: ['pages/chat/index'] })
  writeFileSync(join(folder, 'app.json'), JSON.stringify(app))
  appendFileSync(
    join(folder, 'app.js'),
    `const service = require('./utils/login.js')
globalThis.service = service
globalThis.heard = [[], []]
for (const list of globalThis.heard) service.onUnreadChange((unread) => list.push(unread))
`,
  )
  return folder
}

/** Opens the shop; afterwards, nothing may have gone wrong in it. */
async function onPhone(use: (page: Page) => Promise<void>): Promise<void> {
  const outDir = temporaryFolder()
  const { appId, wechatUrl } = server
  await buildMiniProgram({ projectDir: shop, outDir, appId, wechatUrl })
  const site = await serveFolder(outDir)
  const page = await browser.newPage({ locale: 'zh-CN' })
  page.setDefaultTimeout(8_000)
  try {
    await page.goto(site.url)
    await page.waitForFunction('window.__simulator.pageStack.length === 1')
    await use(page)
    expect(await page.evaluate('window.__simulator.errors')).toEqual([])
  } finally {
    await page.close()
    await site.close()
  }
}

const heard = (page: Page, unread: number) =>
  page.waitForFunction(`heard.every((list) => list[list.length - 1] === ${unread})`)

describe('the API for the host mini-program', () => {
  test('opens the chat with a card and attributes, counts what is unread on two pages, and logs out', async () => {
    const agent = await agentOnline(server, 0)
    await onPhone(async (page) => {
      await heard(page, 0)
      await page.evaluate(
        "service.openChat({ card: { type: 'product', title: '手冲壶', price: '¥128.00' }, attributes: { level: '金卡' } })",
      )
      await page.getByText('手冲壶').waitFor()
      await page.evaluate("service.sendCard({ type: 'order', title: '订单 7', status: '待发货' })")
      await page.getByText('订单 7').waitFor()

      await page.getByRole('textbox').last().fill('人工')
      await page.getByRole('button', { name: '发送', exact: true }).click()
      const sessionId = await ringing(agent)
      await agent.command({ t: 'accept', sessionId })
      await agent.next((frame) => deskOf(frame)?.sessions[0]?.customer.attributes?.level === '金卡')

      await page.evaluate('wx.navigateBack()')
      await page.waitForFunction('window.__simulator.pageStack.length === 1')
      const content = { kind: 'text', text: '您好，请问有什么可以帮您？' }
      const before = await page.evaluate<number>('heard[0][heard[0].length - 1]')
      await agent.command({ t: 'send', sessionId, content })
      await heard(page, before + 1)

      await page.evaluate('service.openChat()')
      await page.getByText(content.text).waitFor()
      await page.evaluate('service.logout()')
      await page.getByText('您已退出登录。').waitFor()
      await heard(page, 0)
      expect(await page.evaluate('service.getSession()')).toBeNull()
    })
    await agent.close()
  })
})
