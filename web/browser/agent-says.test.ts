import { samplePdf, samplePng } from '@ccc-store/mock-server'
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

describe('the agent', () => {
  test('answers with a quote, chosen by the keyboard', async () => {
    customer = await scene.serve()
    const seq = await customer.say('有白色的吗？')
    await seen(workbench.message('有白色的吗？'))
    await page.keyboard.press('Alt+KeyQ')
    await seen(page.getByTestId('quote-chip').filter({ hasText: '有白色的吗？' }))
    await page.keyboard.type('有的')
    await page.keyboard.press('Enter')
    expect((await customer.hears('text')).body).toMatchObject({ text: '有的', quote: { seq, text: '有白色的吗？' } })
    expect(await page.getByTestId('quote-chip').count()).toBe(0)
  })

  test('sends files, seen at once and marked until they are there', async () => {
    customer = await scene.serve()
    await scene.choose('cup.png', samplePng(300, 200))
    await scene.choose('发票.pdf', samplePdf('x'))
    expect(await page.getByTestId('staged').count()).toBe(2)
    await page.keyboard.press('Enter')
    expect((await customer.hears('image')).body).toMatchObject({ width: 300, height: 200, file: { name: 'cup.png' } })
    expect((await customer.hears('file')).body).toMatchObject({ file: { name: '发票.pdf' } })
    await seen(scene.line('file'))
    await seen(scene.line('image'))
  })

  test('is told why a file is refused, and can give one up on its way', async () => {
    customer = await scene.serve()
    await scene.choose('x.pdf', Buffer.from('MZ'))
    await page.keyboard.press('Enter')
    await seen(scene.line('file', 'failed').filter({ hasText: '不支持这种格式的文件' }))
    await page.getByTestId('discard').click()
    await scene.line('file', 'failed').waitFor({ state: 'detached' })
    await page.route('**/v1/agent/files?**', () => {})
    await scene.choose('slow.png', samplePng(30, 20))
    await page.keyboard.press('Enter')
    await page.getByTestId('cancel-upload').click()
    await scene.line('image', 'sending').waitFor({ state: 'detached' })
    await page.unroute('**/v1/agent/files?**')
  })

  test('sends a picture pasted from elsewhere', async () => {
    customer = await scene.serve()
    const bytes = [...samplePng(40, 30)]
    await page.getByTestId('composer-input').evaluate((input, png) => {
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File([new Uint8Array(png)], 'pasted.png', { type: 'image/png' }))
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, bytes)
    await page.getByTestId('send').click()
    expect((await customer.hears('image')).body).toMatchObject({ width: 40, height: 30 })
  })

  test('sends a picture dropped anywhere on the conversation', async () => {
    customer = await scene.serve()
    const drag = (type: string, png: number[]) =>
      page.getByRole('log').evaluate(
        (log, given) => {
          const dataTransfer = new DataTransfer()
          dataTransfer.items.add(new File([new Uint8Array(given.png)], 'dropped.png', { type: 'image/png' }))
          log.dispatchEvent(new DragEvent(given.type, { dataTransfer, bubbles: true, cancelable: true }))
        },
        { type, png },
      )
    const png = [...samplePng(50, 40)]
    await drag('dragenter', png)
    await seen(page.getByText('松开即可发送给'))
    await drag('drop', png)
    await seen(page.getByTestId('staged').filter({ hasText: 'dropped.png' }))
    expect(await page.getByText('松开即可发送给').count()).toBe(0)
    await page.getByTestId('send').click()
    expect((await customer.hears('image')).body).toMatchObject({ width: 50, height: 40 })
  })

  test('sends a link, and is told what is missing', async () => {
    customer = await scene.serve()
    await page.getByTestId('compose-link').click()
    await page.getByTestId('send-link').click()
    await seen(page.getByText('请输入标题'))
    // the focus is where something is missing
    await page.keyboard.type('https://shop.example/help')
    await page.keyboard.press('Tab')
    await page.keyboard.type('帮助')
    await page.keyboard.press('Enter')
    expect((await customer.hears('link')).body).toEqual({
      kind: 'link',
      url: 'https://shop.example/help',
      title: '帮助',
    })
  })

  test('sends a card and a place, each written by the keyboard', async () => {
    customer = await scene.serve()
    const type = (text: string) => page.keyboard.type(text)
    const next = () => page.keyboard.press('Tab')
    await page.getByTestId('compose-card').click()
    await page.locator('[data-testid=card-product]:focus').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').filter({ hasText: '请输入标题' }).waitFor()
    await page.locator('[data-testid=card-title]:focus').waitFor()
    // given up and opened again, what was written is still there
    await type('订单 1')
    await page.keyboard.press('Escape')
    await page.locator('[data-testid=compose-card]:focus').waitFor()
    await page.getByTestId('card-title').waitFor({ state: 'detached' })
    await page.keyboard.press('Enter')
    await page.locator('[data-testid=card-order]:focus').waitFor()
    await next()
    await next()
    for (const text of ['¥9.00', '待发货', '两件', 'http://shop.example/1.png', 'pages/order/order?id=1']) {
      await type(text)
      if (!text.startsWith('pages')) await next()
    }
    await page.keyboard.press('Enter')
    await page.locator('[data-testid=card-picture][aria-invalid=true]:focus').waitFor()
    await page.getByTestId('card-picture').fill('')
    await page.keyboard.press('Enter')
    const card = { type: 'order', title: '订单 1', price: '¥9.00', status: '待发货', description: '两件' }
    expect((await customer.hears('card')).body).toEqual({
      kind: 'card',
      card: { ...card, path: '/pages/order/order?id=1' },
    })
    await page.locator('[data-testid=composer-input]:focus').waitFor()
    await seen(scene.line('card').filter({ hasText: '待发货' }))

    await page.getByTestId('compose-place').click()
    await page.locator('[data-testid=place-name]:focus').waitFor()
    await type('人民广场店')
    await next()
    await type('黄浦区')
    await next()
    await type('91')
    await next()
    await type('121.47')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').filter({ hasText: '请输入 -90 到 90 之间的数字' }).waitFor()
    await page.locator('[data-testid=place-latitude]:focus').waitFor()
    await page.getByTestId('place-latitude').fill('31.23')
    await page.keyboard.press('Enter')
    expect((await customer.hears('location')).body).toEqual({
      kind: 'location',
      name: '人民广场店',
      address: '黄浦区',
      latitude: 31.23,
      longitude: 121.47,
    })
    await seen(scene.line('location').filter({ hasText: '人民广场店' }))
  })

  test('sees that a message was read, and takes one back', async () => {
    customer = await scene.serve()
    await workbench.say('稍等')
    const { seq } = await customer.hears('text')
    await seen(workbench.message('稍等').locator('[data-read=false]'))
    customer.socket.send({ t: 'read', seq })
    await seen(workbench.message('稍等').locator('[data-read=true]'))
    await workbench.message('稍等').hover()
    await page.getByTestId('recall-message').click()
    await customer.until(({ entries }) => entries.some(({ body }) => body.kind === 'recall' && body.target === seq))
    await seen(page.getByText('您撤回了一条消息'))
  })

  test('marks what is shown as read, and both see the other typing', async () => {
    customer = await scene.serve()
    const seq = await customer.say('在吗')
    await customer.until(({ state }) => (state.readByAgent ?? 0) >= seq)
    customer.socket.send({ t: 'typing' })
    await seen(page.getByText('对方正在输入…'))
    await page.getByTestId('composer-input').pressSequentially('在')
    await customer.socket.next(({ t }) => t === 'typing')
    await page.getByTestId('composer-input').fill('')
  })

  test('asks for a rating once, and sees it', async () => {
    customer = await scene.serve()
    await page.getByTestId('invite-rating').click()
    const { state } = await customer.until((frame) => frame.state.rating !== undefined)
    await page.locator('[data-testid=invite-rating]:disabled').waitFor()
    const { sessionId } = state
    await customer.command({ t: 'rate', sessionId, score: 4, tags: [], comment: '很快' })
    await seen(scene.line('rating').getByRole('img', { name: '4 分，满分 5 分' }))
  })

  test('goes through the messages with the arrow keys', async () => {
    customer = await scene.serve()
    await customer.say('一')
    await customer.say('二')
    await seen(workbench.message('二'))
    await page.getByTestId('composer-input').press('Shift+Tab')
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-seq') ?? '')
    const last = Number(await focused())
    await page.keyboard.press('ArrowUp')
    expect(Number(await focused())).toBe(last - 1)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await seen(page.getByTestId('quote-chip').filter({ hasText: '一' }))
  })

  test('blocks a customer, after being asked by name', async () => {
    customer = await scene.serve()
    await page.getByTestId('block').click()
    await seen(page.getByText(/拉黑“微信用户 \w{4}”？/))
    await page.getByTestId('block-confirm').click()
    await customer.socket.next((frame) => frame.t === 'error' && frame.error.code === 'CUSTOMER_BLOCKED')
    await seen(page.getByText('会话已结束：客户已被拉黑'))
  })
})
