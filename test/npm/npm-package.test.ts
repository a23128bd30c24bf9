import { appendFileSync, cpSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { type MockServer, startMockServer } from '@ccc-store/mock-server'
import { buildMiniProgram } from '@ccc-store/simulator'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../browser/launch-browser'
import { serveFolder } from '../browser/serve-folder'
import { temporaryFolder } from '../temporary-folder'
import { makeNpmShop, PACKAGE, unpackSdk } from './npm-shop'

let mock: MockServer
let browser: Browser

beforeAll(async () => {
  mock = await startMockServer()
  browser = await launchBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await mock?.close()
})

describe('the SDK as an npm package', () => {
  // check:npm shows that WeChat's own tools put the same files into miniprogram_npm
  test('gives the example shop its chat', async () => {
    const [shop, outDir] = [temporaryFolder(), temporaryFolder()]
    makeNpmShop(shop, { sdkAppId: mock.sdkAppId, ivrId: mock.ivrId, serverUrl: mock.serverUrl })
    const unpacked = join(temporaryFolder(), 'sdk')
    unpackSdk(mkdtempSync(join(shop, 'packed-')), unpacked)
    cpSync(join(unpacked, 'miniprogram_dist'), join(shop, 'miniprogram_npm', PACKAGE), { recursive: true })
    appendFileSync(join(shop, 'app.js'), '\nglobalThis.service = service\n')
    await buildMiniProgram({ projectDir: shop, outDir, appId: mock.appId, wechatUrl: mock.wechatUrl })
    const site = await serveFolder(outDir)
    const page = await browser.newPage({ locale: 'zh-CN' })
    try {
      await page.goto(site.url)
      await page.waitForFunction('window.__simulator.pageStack.length === 1')
      await page.evaluate("service.openChat({ card: { type: 'product', title: '手冲壶' } })")
      await page.getByText('手冲壶').waitFor()
      await page.getByRole('button', { name: '人工客服', exact: true }).click()
      await page.getByText('您好，请问有什么可以帮您？').waitFor()
      expect(await page.evaluate('window.__simulator.errors')).toEqual([])
    } finally {
      await page.close()
      await site.close()
    }
  })
})
