import { samplePng } from '@ccc-store/mock-server'
import { DESK_DIR } from '@ccc-store/server'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import type { Workbench } from '../../test/e2e/workbench'
import { axeFaults } from './axe-faults'
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

describe('earlier sessions', () => {
  test('can be scrolled back to, and what one reads stays where it is, whichever way the list grows', async () => {
    customer = await scene.serve()
    await workbench.say('第一次咨询')
    await customer.hears('text')
    await workbench.endSession()
    await customer.until(({ state }) => state.phase === 'closed')
    await customer.askForHuman()
    await workbench.accept()
    await seen(page.getByTestId('earlier'))
    expect(await workbench.message('第一次咨询').count()).toBe(0)
    for (let n = 1; n <= 25; n += 1) await customer.say(`第 ${n} 句`)
    await seen(workbench.message('第 25 句'))
    // somewhere in the middle, away from both ends
    const place = () => workbench.message('第 1 句').evaluate((line) => line.getBoundingClientRect().top)
    await page.getByRole('log').evaluate((log) => log.parentElement?.scrollTo(0, 120))
    await seen(page.getByTestId('fresh'))
    const before = await place()
    await page.getByTestId('earlier').dispatchEvent('click')
    await seen(workbench.message('第一次咨询'))
    expect(await place()).toBeCloseTo(before, 0)
    await customer.say('第 26 句')
    await seen(page.getByTestId('fresh').filter({ hasText: '1 条新消息' }))
    expect(await place()).toBeCloseTo(before, 0)
    await seen(page.getByText('对话从这里开始'))
  })
})

describe('messages that were left', () => {
  test('are answered in a new session, or dismissed after being asked by name', async () => {
    await page.getByTestId('status-switch').click()
    await seen(page.locator('[data-testid=status-switch][data-status=offline]'))
    const leave = async (text: string) => {
      const leaver = await scene.newCustomer()
      await leaver.askForHuman()
      await leaver.until(({ state }) => state.canLeaveMessage === true)
      await leaver.command({ t: 'leaveMessage', text, contact: '13800000000' })
      return leaver
    }
    await leave('请回电')
    customer = await leave('改地址')
    const item = (text: string) => page.getByTestId('left-item').filter({ hasText: text })
    await seen(item('请回电').getByText('联系方式：13800000000'))
    await item('请回电').getByTestId('dismiss-left').click()
    await seen(page.getByText(/忽略“微信用户 \w{4}”的留言？/))
    await page.getByTestId('dismiss-left-confirm').click()
    await item('请回电').waitFor({ state: 'detached' })
    await workbench.goOnline()
    await item('改地址').getByTestId('answer-left').click()
    await customer.until(({ state }) => state.phase === 'serving')
    await workbench.say('好的，地址已改')
    expect((await customer.hears('text')).body).toMatchObject({ text: '好的，地址已改' })
    expect(await page.getByTestId('left-messages').count()).toBe(0)
  })
})

describe('the page', () => {
  test.each(['light', 'dark'] as const)('keeps nobody from using it, %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme })
    customer = await scene.serve()
    const image = await customer.upload('image', 'cup.png', samplePng(60, 40))
    await customer.send({ kind: 'image', fileId: image, width: 60, height: 40 })
    await customer.send({ kind: 'location', latitude: 31.2, longitude: 121.4, name: '人民广场', address: '黄浦区' })
    await customer.send({ kind: 'link', url: 'https://shop.example/x', title: '退换货' })
    const seq = await customer.send({ kind: 'card', card: { type: 'order', title: '订单 1', price: '¥9.00' } })
    await customer.say('这个订单', seq)
    await scene.choose('x.pdf', Buffer.from('MZ'))
    await page.keyboard.press('Enter')
    await seen(scene.line('file', 'failed'))
    await scene.choose('cup.png', samplePng(300, 200))
    await page.keyboard.press('Alt+KeyQ')
    await workbench.message('这个订单').hover()
    for (const form of ['link', 'card', 'place']) {
      await page.getByTestId(`compose-${form}`).click()
      await page.getByTestId(`send-${form}`).click()
      await seen(page.locator('[aria-invalid=true]:focus'))
      expect(await axeFaults(page)).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByTestId(`send-${form}`).waitFor({ state: 'detached' })
    }
    await page.getByTestId('discard').click()
  })
})
