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

  test('tells the agent about the customer', async () => {
    customer = await scene.serve()
    await customer.command({ t: 'attributes', attributes: { 会员等级: '金卡' } })
    await seen(page.getByTestId('attributes').getByText('金卡'))
  })
})
