import { type MockServer, sampleMp4, samplePdf, samplePng, sampleWav, startMockServer } from '@ccc-store/mock-server'
import { DESK_DIR } from '@ccc-store/server'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Locator, Page } from 'playwright-core'
import { launchBrowser } from '../../test/browser/launch-browser'
import { Workbench } from '../../test/e2e/workbench'
import { axeFaults } from './axe-faults'
import { Customer } from './customer'

let mock: MockServer
let browser: Browser
let workbench: Workbench
let page: Page
let customer: Customer
let users = 0

beforeAll(async () => {
  mock = await startMockServer({ agent: false, deskDir: DESK_DIR })
  browser = await launchBrowser()
  workbench = await Workbench.open(browser, mock.serverUrl)
  page = workbench.page
  await workbench.logIn(mock.agent)
  await workbench.goOnline()
})
afterAll(async () => {
  await browser?.close()
  await mock?.close()
})
afterEach(async () => {
  expect(workbench.errors).toEqual([])
  if ((await workbench.session('serving').count()) > 0) await workbench.endSession()
  await workbench.session('serving').waitFor({ state: 'detached' })
  await customer.socket.close()
})

const seen = (locator: Locator) => locator.first().waitFor()
const line = (kind: string, state = 'sent') =>
  page.locator(`[data-testid=message][data-kind=${kind}][data-state=${state}]`)
const choose = (name: string, buffer: Buffer) =>
  page.getByTestId('file-picker').setInputFiles([{ name, mimeType: mimeOf(name), buffer }])
const mimeOf = (name: string) => (name.endsWith('.png') ? 'image/png' : 'application/pdf')

/** A session with a new customer, in front of the agent. */
async function serve(): Promise<void> {
  users += 1
  customer = await Customer.open(mock, `user-${users}`)
  await customer.askForHuman()
  await seen(workbench.session('ringing'))
  await workbench.accept()
  await seen(page.getByTestId('composer-input'))
}

describe('what the customer says', () => {
  test('is shown whatever its kind, and what can be opened can be opened', async () => {
    await serve()
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

    await seen(line('card').filter({ hasText: '待发货' }))
    const natural = await line('image')
      .locator('img')
      .evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth))
    expect(natural).toBe(600)
    await line('voice').getByRole('button', { name: '播放语音，2 秒' }).click()
    await seen(line('voice').getByRole('button', { name: '暂停语音，2 秒' }))
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
    await serve()
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
    await serve()
    const seq = await customer.say('地址写错了')
    await customer.say('请看上一条', seq)
    await seen(page.getByTestId('quote').filter({ hasText: '地址写错了' }))
    await customer.command({ t: 'recall', seq })
    await seen(page.getByText('客户撤回了一条消息'))
    await seen(page.getByTestId('quote').filter({ hasText: '[消息已撤回]' }))
    expect(await page.getByText('地址写错了').count()).toBe(0)
  })

  test('tells the agent about the customer', async () => {
    await serve()
    await customer.command({ t: 'attributes', attributes: { 会员等级: '金卡' } })
    await seen(page.getByTestId('attributes').getByText('金卡'))
  })
})

describe('the agent', () => {
  test('answers with a quote, chosen by the keyboard', async () => {
    await serve()
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
    await serve()
    await choose('cup.png', samplePng(300, 200))
    await choose('发票.pdf', samplePdf('x'))
    expect(await page.getByTestId('staged').count()).toBe(2)
    await page.keyboard.press('Enter')
    expect((await customer.hears('image')).body).toMatchObject({ width: 300, height: 200, file: { name: 'cup.png' } })
    expect((await customer.hears('file')).body).toMatchObject({ file: { name: '发票.pdf' } })
    await seen(line('file'))
    await seen(line('image'))
  })

  test('is told why a file is refused, and can give one up on its way', async () => {
    await serve()
    await choose('x.pdf', Buffer.from('MZ'))
    await page.keyboard.press('Enter')
    await seen(line('file', 'failed').filter({ hasText: '文件内容与类型不符' }))
    await page.getByTestId('discard').click()
    await line('file', 'failed').waitFor({ state: 'detached' })
    await page.route('**/v1/agent/files?**', () => {})
    await choose('slow.png', samplePng(30, 20))
    await page.keyboard.press('Enter')
    await page.getByTestId('cancel-upload').click()
    await line('image', 'sending').waitFor({ state: 'detached' })
    await page.unroute('**/v1/agent/files?**')
  })

  test('sends a picture pasted from elsewhere', async () => {
    await serve()
    const bytes = [...samplePng(40, 30)]
    await page.getByTestId('composer-input').evaluate((input, png) => {
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File([new Uint8Array(png)], 'pasted.png', { type: 'image/png' }))
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, bytes)
    await page.getByTestId('send').click()
    expect((await customer.hears('image')).body).toMatchObject({ width: 40, height: 30 })
  })

  test('sends a link, and is told what is missing', async () => {
    await serve()
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

  test('sees that a message was read, and takes one back', async () => {
    await serve()
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
    await serve()
    const seq = await customer.say('在吗')
    await customer.until(({ state }) => (state.readByAgent ?? 0) >= seq)
    customer.socket.send({ t: 'typing' })
    await seen(page.getByText('对方正在输入…'))
    await page.getByTestId('composer-input').pressSequentially('在')
    await customer.socket.next(({ t }) => t === 'typing')
    await page.getByTestId('composer-input').fill('')
  })

  test('asks for a rating once, and sees it', async () => {
    await serve()
    await page.getByTestId('invite-rating').click()
    const { state } = await customer.until((frame) => frame.state.rating !== undefined)
    await page.locator('[data-testid=invite-rating]:disabled').waitFor()
    const { sessionId } = state
    await customer.command({ t: 'rate', sessionId, score: 4, tags: [], comment: '很快' })
    await seen(line('rating').getByRole('img', { name: '4 分，满分 5 分' }))
  })

  test('goes through the messages with the arrow keys', async () => {
    await serve()
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
    await serve()
    await page.getByTestId('block').click()
    await seen(page.getByText(/拉黑“微信用户 \w{4}”？/))
    await page.getByTestId('block-confirm').click()
    await customer.socket.next((frame) => frame.t === 'error' && frame.error.code === 'CUSTOMER_BLOCKED')
    await seen(page.getByText('会话已结束：客户已被拉黑'))
  })
})

describe('earlier sessions', () => {
  test('can be scrolled back to, and what one reads stays where it is, whichever way the list grows', async () => {
    await serve()
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
    const leave = async (user: string, text: string) => {
      const leaver = await Customer.open(mock, user)
      await leaver.askForHuman()
      await leaver.until(({ state }) => state.canLeaveMessage === true)
      await leaver.command({ t: 'leaveMessage', text, contact: '13800000000' })
      return leaver
    }
    const other = await leave('left-1', '请回电')
    customer = await leave('left-2', '改地址')
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
    await other.socket.close()
  })
})

describe('the page', () => {
  test.each(['light', 'dark'] as const)('keeps nobody from using it, %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme })
    await serve()
    const image = await customer.upload('image', 'cup.png', samplePng(60, 40))
    await customer.send({ kind: 'image', fileId: image, width: 60, height: 40 })
    await customer.send({ kind: 'location', latitude: 31.2, longitude: 121.4, name: '人民广场', address: '黄浦区' })
    await customer.send({ kind: 'link', url: 'https://shop.example/x', title: '退换货' })
    const seq = await customer.send({ kind: 'card', card: { type: 'order', title: '订单 1', price: '¥9.00' } })
    await customer.say('这个订单', seq)
    await choose('x.pdf', Buffer.from('MZ'))
    await page.keyboard.press('Enter')
    await seen(line('file', 'failed'))
    await choose('cup.png', samplePng(300, 200))
    await page.keyboard.press('Alt+KeyQ')
    await workbench.message('这个订单').hover()
    await page.getByTestId('compose-link').click()
    await seen(page.getByTestId('send-link'))
    expect(await axeFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByTestId('discard').click()
  })
})
