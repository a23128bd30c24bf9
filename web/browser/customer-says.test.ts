import { sampleMp4, samplePdf, samplePng, sampleWav } from '@ccc-store/mock-server'
import { DESK_DIR } from '@ccc-store/server'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import type { Workbench } from '../../test/e2e/workbench'
import type { Customer } from './customer'
import { DeskScene, seen } from './desk-scene'

let scene: DeskScene
let workbench: Workbench
let page: Page
let customer: Customer

beforeAll(async () => {
  scene = await DeskScene.open(DESK_DIR)
  workbench = scene.workbench
  page = scene.page
})
afterAll(() => scene?.close())
afterEach(async () => {
  expect(workbench.errors).toEqual([])
  await scene.clear()
})

describe('what the customer says', () => {
  test('is shown whatever its kind, and what can be opened can be opened', async () => {
    customer = await scene.serve()
    const image = await customer.upload('image', 'cup.png', samplePng(600, 400))
    await customer.send({ kind: 'image', fileId: image, width: 600, height: 400 })
    const voice = await customer.upload('voice', 'v.wav', sampleWav(2))
    await customer.send({ kind: 'voice', fileId: voice, seconds: 2 })
    const video = await customer.upload('video', 'f.mp4', sampleMp4({ columns: 4, rows: 4, seconds: 1 }))
    await customer.send({ kind: 'video', fileId: video, seconds: 1, width: 64, height: 64 })
    const file = await customer.upload('file', '发票.pdf', samplePdf('x'))
    await customer.send({ kind: 'file', fileId: file })
    await customer.send({ kind: 'location', latitude: 31.2, longitude: 121.4, name: '人民广场', address: '黄浦区' })
    await customer.send({ kind: 'link', url: 'https://shop.example/x', title: '退换货' })
    await customer.send({ kind: 'card', card: { type: 'order', title: '订单 1', price: '¥9.00', status: '待发货' } })
    await customer.say('见 https://shop.example/order')

    await seen(scene.line('card').filter({ hasText: '待发货' }))
    const natural = await scene
      .line('image')
      .locator('img')
      .evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth))
    expect(natural).toBe(600)
    await scene.line('voice').getByRole('button', { name: '播放语音，2 秒' }).click()
    await seen(scene.line('voice').getByRole('button', { name: '暂停语音，2 秒' }))
    const map = page.getByTestId('location')
    expect([await map.getAttribute('target'), await map.getAttribute('href')]).toEqual([
      ...['_blank', expect.stringContaining('31.2%2C121.4')],
    ])
    expect(await page.getByTestId('link').getAttribute('rel')).toContain('noopener')
    await seen(page.getByRole('link', { name: 'https://shop.example/order' }))
    const download = page.waitForEvent('download')
    await page.getByTestId('file').click()
    expect((await download).suggestedFilename()).toBe('发票.pdf')

    await page.getByTestId('image').click()
    await seen(page.getByTestId('image-preview').locator('img'))
    await page.keyboard.press('Escape')
    await page.getByTestId('image-preview').waitFor({ state: 'detached' })
  })

  test('that has a link which does not work any more is shown by a fresh one', async () => {
    customer = await scene.serve()
    const isFirst = (url: URL) => url.pathname.startsWith('/v1/files/')
    await page.route(isFirst, (route) => route.fulfill({ status: 403 }), { times: 1 })
    const asked = page.waitForRequest(/\/v1\/agent\/files\/.*\/link/)
    const image = await customer.upload('image', 'cup.png', samplePng(60, 40))
    await customer.send({ kind: 'image', fileId: image, width: 60, height: 40 })
    await asked
    await page.waitForFunction(
      () => document.querySelector<HTMLImageElement>('[data-testid=image] img')?.naturalWidth === 60,
    )
  })

  test('is taken back in its place, also where it is quoted', async () => {
    customer = await scene.serve()
    const seq = await customer.say('地址写错了')
    await customer.say('请看上一条', seq)
    await seen(page.getByTestId('quote').filter({ hasText: '地址写错了' }))
    await customer.command({ t: 'recall', seq })
    await seen(page.getByText('客户撤回了一条消息'))
    await seen(page.getByTestId('quote').filter({ hasText: '[消息已撤回]' }))
    expect(await page.getByText('地址写错了').count()).toBe(0)
  })

  test('tells the agent about the customer, as what it is: the word of a phone, or of the shop', async () => {
    customer = await scene.serve()
    const attributes = { 会员等级: '金卡' }
    await customer.command({ t: 'attributes', attributes })
    await seen(page.getByTestId('attributes').getByText('金卡'))
    await seen(page.getByTestId('attributes-trust').getByText('由客户手机提供，未经商家核实'))
    await customer.command({ t: 'attributes', attributes, signature: customer.sign('attributes', attributes) })
    await seen(page.getByTestId('attributes-trust').getByText('商家已核实'))
  })

  test('shows a card whose picture is fetched only when the agent asks for it, and says what is not verified', async () => {
    customer = await scene.serve()
    const asked: string[] = []
    await page.route('https://pictures.example/**', (route) => {
      asked.push(route.request().url())
      return route.fulfill({ contentType: 'image/png', body: samplePng(8, 8) })
    })
    const card = {
      type: 'product' as const,
      title: '手冲壶',
      price: '¥1.00',
      picture: 'https://pictures.example/a.png',
    }
    await customer.send({ kind: 'card', card })
    const line = scene.line('card').filter({ hasText: '手冲壶' })
    await seen(line.getByTestId('unverified'))
    await line.getByRole('button', { name: '从 pictures.example 加载图片' }).waitFor()
    expect(asked).toEqual([])
    await line.getByTestId('load-picture').click()
    await seen(line.locator('img'))
    expect(asked).toEqual(['https://pictures.example/a.png'])
    const vouched = { type: 'order' as const, title: '订单 7' }
    await customer.send({ kind: 'card', card: vouched, signature: customer.sign('card', vouched) })
    const signed = scene.line('card').filter({ hasText: '订单 7' })
    await seen(signed)
    expect(await signed.getByTestId('unverified').count()).toBe(0)
  })

  test('names a file that lies elsewhere: it opens in a tab of its own, which cannot reach the desk', async () => {
    customer = await scene.serve()
    const file = await customer.upload('file', '合同.pdf', Buffer.from('%PDF-1.7\n'))
    const elsewhere = 'https://1400000000-cn.rich.my-imcloud.com/a.pdf'
    await page
      .context()
      .route('https://1400000000-cn.rich.my-imcloud.com/**', (route) =>
        route.fulfill({ contentType: 'text/html', body: '<title>away</title>' }),
      )
    await page.route(/\/v1\/agent\/files\/.*\/link/, (route) => route.fulfill({ json: { url: elsewhere } }))
    await customer.send({ kind: 'file', fileId: file })
    const opened = page.context().waitForEvent('page')
    await page.getByTestId('file').last().click()
    const tab = await opened
    await tab.waitForLoadState()
    expect(await tab.evaluate(() => window.opener)).toBeNull()
    expect(page.url()).toContain('/desk/')
    await tab.close()
    await page.unroute(/\/v1\/agent\/files\/.*\/link/)
  })
})
