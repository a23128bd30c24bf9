import { join } from 'node:path'
import { type MockServer, startMockServer } from '@ccc-store/mock-server'
import { buildMiniProgram } from '@ccc-store/simulator'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../browser/launch-browser'
import { serveFolder } from '../browser/serve-folder'
import { temporaryFolder } from '../temporary-folder'
import { installable } from './fixtures'
import { makeProject } from './make-project'
import { withLoader } from './with-loader'

// Every second one: each takes a third of a second.
const sample = installable.filter(({ notSimulated }, index) => notSimulated === undefined && index % 2 === 1)
const greeting = '您好，欢迎光临！我是自助客服，很高兴为您服务。'

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

/** The settings of the call centre that answers here. */
const settingsHere = () => [
  ...['--sdk-app-id', String(server.sdkAppId)],
  ...['--ivr-id', server.ivrId],
  ...['--server-url', server.serverUrl],
]

/** Opens a mini-program in a browser; afterwards, nothing may have gone wrong in it. */
async function onPhone(projectDir: string, use: (page: Page) => Promise<void>): Promise<void> {
  const outDir = temporaryFolder()
  const { appId, wechatUrl } = server
  await buildMiniProgram({ projectDir, outDir, appId, wechatUrl })
  const site = await serveFolder(outDir)
  const page = await browser.newPage()
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

describe('in the simulator', () => {
  test.each(sample)('the chat page of $name greets the customer', async (fixture) => {
    const { folder, miniprogram } = makeProject(fixture)
    expect(await loader.run(['install', '--yes', ...settingsHere()], folder)).toMatchObject({ code: 0, err: '' })
    await onPhone(miniprogram, async (page) => {
      await page.evaluate("wx.navigateTo({ url: '/ccc/pages/chat/index' })")
      await page.getByText(greeting).waitFor()
    })
  })

  test.each(['ts', 'js'])('the starter in %s leads from both of its pages to the chat', async (language) => {
    const cwd = temporaryFolder()
    const made = await loader.run(['create', '我的 店', `--${language}`, '--yes', ...settingsHere()], cwd)
    expect(made).toMatchObject({ code: 0, err: '' })
    await onPhone(join(cwd, '我的 店'), async (page) => {
      await page.getByRole('button', { name: '多久能送到？' }).click()
      await page.getByText('24 小时内发出').waitFor()
      await page.getByRole('button', { name: '联系客服' }).click()
      await page.getByText(greeting).waitFor()
      await page.evaluate('wx.navigateBack()')
      await page.getByText('我的', { exact: true }).last().click()
      await page.getByText('关于').waitFor()
      await page.getByRole('button', { name: '联系客服' }).last().click()
      await page.waitForFunction("window.__simulator.pageStack.at(-1) === 'ccc/pages/chat/index'")
    })
  })
})
