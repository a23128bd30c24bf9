import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type MockServer, startMockServer } from '@ccc-store/mock-server'
import { buildMiniProgram } from '@ccc-store/simulator'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../browser/launch-browser'
import { serveFolder } from '../browser/serve-folder'
import { fixtureNamed } from '../loader/fixtures'
import { makeProject } from '../loader/make-project'
import { withLoader } from '../loader/with-loader'
import { temporaryFolder } from '../temporary-folder'

const loader = withLoader()
let browser: Browser
let server: MockServer

beforeAll(async () => {
  server = await startMockServer({ agent: false })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** A mini-program with the subpackage installed, its chat page open. */
async function onChatPage(
  change: (config: string) => string,
  use: (page: Page, asked: string[]) => Promise<void>,
): Promise<void> {
  const { folder, miniprogram } = makeProject(fixtureNamed('plain'))
  const settings = ['--sdk-app-id', String(server.sdkAppId), '--ivr-id', server.ivrId, '--server-url', server.serverUrl]
  const installed = await loader.run(['install', '--yes', '--transport', 'tencent', ...settings], folder)
  expect(installed).toMatchObject({ code: 0, err: '' })
  const config = join(miniprogram, 'ccc-config.js')
  writeFileSync(config, change(readFileSync(config, 'utf8')))
  const outDir = temporaryFolder()
  const { appId, wechatUrl } = server
  await buildMiniProgram({ projectDir: miniprogram, outDir, appId, wechatUrl })
  const site = await serveFolder(outDir)
  const page = await browser.newPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  try {
    await page.goto(site.url)
    await page.waitForFunction('window.__simulator.pageStack.length === 1')
    await page.evaluate("wx.navigateTo({ url: '/ccc/pages/chat/index' })")
    await use(page, asked)
  } finally {
    await page.close()
    await site.close()
  }
}

describe('a mini-program with the Tencent Cloud Chat transport', () => {
  test('fetches the subpackage and asks the call centre for a UserSig; one without the channel says so', async () => {
    await onChatPage(
      (config) => config,
      async (page, asked) => {
        await page
          .getByText(/未启用腾讯云即时通信通道|does not use Tencent Cloud Chat/)
          .first()
          .waitFor()
        expect(asked.some((url) => url.includes('/v1/customer/tencent?ivrId='))).toBe(true)
      },
    )
  })

  test('goes back to the socket when ccc-config.js says so', async () => {
    await onChatPage(
      (config) => config.replace("transport: 'tencent'", "transport: 'socket'"),
      async (page, asked) => {
        await page.getByText('您好，欢迎光临！', { exact: false }).first().waitFor()
        expect(asked.some((url) => url.includes('/v1/customer/tencent'))).toBe(false)
      },
    )
  })
})
