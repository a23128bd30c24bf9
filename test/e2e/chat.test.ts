import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { fillConversation } from '../bench/measure-ours'
import { deskOf } from '../conformance/desk'
import { upload } from '../conformance/files'
import { type Agent, ChatPhone, ChatWorld } from './chat-world'
import { samples } from './samples'

let world: ChatWorld
let agent: Agent
let phone: ChatPhone
let users = 0

beforeAll(async () => {
  world = await ChatWorld.open()
}, 60_000)
afterAll(() => world?.close())
beforeEach(async () => {
  agent = await world.agent()
})
afterEach(async () => {
  const errors = await phone.errors()
  await phone.close()
  await agent.leave()
  expect(errors).toEqual([])
})

/** A new customer in service. */
async function inService(options: Parameters<ChatWorld['phone']>[1] = {}) {
  users += 1
  const user = `customer ${users}`
  phone = await world.phone(user, options)
  await phone.askForAgent()
  const sessionId = await agent.accept()
  await phone.sees('已为您接入人工客服，工号 1001。')
  return { sessionId, user }
}

const rows = (text: string) => phone.page.getByText(text, { exact: true })

describe('every kind of message', () => {
  test('from the customer', async () => {
    const { sessionId } = await inService()
    const chosen = async (tool: string, name: keyof typeof samples) => {
      const chooser = phone.page.waitForEvent('filechooser')
      await phone.tool(tool)
      await (await chooser).setFiles(samples[name])
    }
    await phone.say('你好 👋')
    await agent.hears(({ body }) => body.kind === 'text' && body.text === '你好 👋')
    await phone.button('表情').tap()
    await phone.button('😀').tap()
    await phone.button('发送').tap()
    await agent.hears(({ body }) => body.kind === 'text' && body.text === '😀')
    await chosen('图片', 'image')
    expect((await agent.hears(({ body }) => body.kind === 'image')).body).toMatchObject({ width: 4, height: 3 })
    await chosen('视频', 'video')
    const film = await agent.hears(({ body }) => body.kind === 'video')
    const poster = film.body.kind === 'video' ? film.body.file.poster : undefined
    const frame = await fetch(`${world.mock.serverUrl}${poster}`)
    expect([frame.status, frame.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
    await phone.button('视频').locator('img[src*="/v1/files/"]').waitFor()
    await chosen('文件', 'file')
    expect((await agent.hears(({ body }) => body.kind === 'file')).body).toMatchObject({ file: { name: '报价单.pdf' } })
    await phone.tool('位置')
    await phone.page.getByRole('dialog').getByRole('button', { name: '确定' }).tap()
    expect((await agent.hears(({ body }) => body.kind === 'location')).body).toMatchObject({ name: '天安门' })
    await phone.button('语音').tap()
    const hold = phone.button('按住 说话')
    await hold.tap()
    await phone.button('轻点 发送').waitFor()
    // seconds, and a way to give up
    await phone.sees('1″')
    await phone.button('取消').waitFor()
    // a second of sound is what a voice message has to hold
    await phone.page.waitForFunction((from) => performance.now() - from > 1_200, await phone.now())
    await phone.button('轻点 发送').tap()
    expect((await agent.hears(({ body }) => body.kind === 'voice')).body).toMatchObject({ file: { mime: 'audio/wav' } })
    await phone.page.evaluate(() => {
      const { sendCard } = Reflect.get(window, '__host')
      return sendCard({ type: 'product', title: 'T 恤', price: '¥128.00' })
    })
    await agent.hears(({ body }) => body.kind === 'card' && body.card.title === 'T 恤')
    await phone.sees('T 恤')
    await agent.end(sessionId)
  })

  test('from the agent', async () => {
    const { sessionId } = await inService()
    const file = async (kind: 'image' | 'voice' | 'video' | 'file') =>
      (await upload(world.mock.serverUrl, 'agent', agent.token, kind)).fileId
    const question = await agent.say(sessionId, '有什么可以帮您？')
    await agent.say(sessionId, { kind: 'image', fileId: await file('image'), width: 40, height: 30 })
    await agent.say(sessionId, { kind: 'voice', fileId: await file('voice'), seconds: 7 })
    await agent.say(sessionId, { kind: 'video', fileId: await file('video'), seconds: 12, width: 16, height: 9 })
    await agent.say(sessionId, { kind: 'file', fileId: await file('file') })
    await agent.say(sessionId, { kind: 'location', latitude: 39.9, longitude: 116.4, name: '门店', address: '一号路' })
    await agent.say(sessionId, { kind: 'link', url: 'https://example.com/help', title: '帮助中心' })
    await agent.say(sessionId, {
      kind: 'card',
      card: { type: 'order', title: '订单 1', price: '¥9.90', status: '待发货' },
    })
    await agent.say(sessionId, { kind: 'text', text: '请看上面', quote: question })
    await phone.sees('请看上面')
    for (const name of [/^图片/, /^语音 7/, /^视频/, /price list\.pdf/, /门店/, /帮助中心/, /订单 1/]) {
      expect([name, await phone.button(name).count()]).toEqual([name, 1])
    }
    expect(await phone.button(/引用 .*有什么可以帮您/).count()).toBe(1)
    await agent.end(sessionId)
  })
})

describe('the network', () => {
  test('P1 P2 P3 airplane mode for a minute in the middle of ten sends loses and doubles nothing', async () => {
    users += 1
    phone = await world.phone(`customer ${users}`)
    await phone.askForAgent()
    const sessionId = await agent.accept()
    await phone.sees('已为您接入人工客服，工号 1001。')
    await phone.page.clock.install()
    const said = Array.from({ length: 10 }, (_, i) => `第 ${i + 1} 条`)
    for (const [i, text] of said.entries()) {
      if (i === 4) {
        await phone.context.setOffline(true)
        world.cutLines()
      }
      await phone.say(text)
    }
    await phone.page.getByRole('status').getByText('网络不可用，恢复后会自动连接').waitFor()
    await phone.page.clock.fastForward(60_000)
    agent = await world.agent()
    await phone.context.setOffline(false)
    await phone.page.clock.runFor(40_000)
    await agent.hears(({ body }) => body.kind === 'text' && body.text === '第 10 条')
    expect(agent.heardTexts(sessionId).filter((text) => text.startsWith('第'))).toEqual(said)
    for (const text of said) expect([text, await rows(text).count()]).toEqual([text, 1])
    await agent.end(sessionId)
  })

  test('P4 what was said in the background is there in the foreground', async () => {
    const { sessionId } = await inService()
    await phone.page.evaluate(() => Reflect.get(window, '__simulator').background())
    world.cutLines()
    agent = await world.agent()
    await agent.say(sessionId, '还在吗？')
    await phone.page.evaluate(() => Reflect.get(window, '__simulator').foreground())
    await phone.sees('还在吗？')
    await agent.end(sessionId)
  })

  test('P2 what was unsent when the mini-program was killed is sent when it returns', async () => {
    const { sessionId } = await inService()
    await phone.context.setOffline(true)
    world.cutLines()
    await phone.say('没有网络时写的')
    await phone.sees('没有网络时写的')
    const { page, context } = phone
    const url = page.url()
    await page.close()
    await context.setOffline(false)
    agent = await world.agent()
    const next = await context.newPage()
    await next.goto(url)
    phone = new ChatPhone(next, context)
    await agent.hears(({ body }) => body.kind === 'text' && body.text === '没有网络时写的')
    expect(agent.heardTexts(sessionId).filter((text) => text === '没有网络时写的')).toHaveLength(1)
    await phone.sees('没有网络时写的')
    await agent.end(sessionId)
  })

  test('P9 P10 a token that ends in the middle of a session is replaced, and nothing is lost', async () => {
    const { sessionId } = await inService()
    await world.mock.centre.ask(`delete from tokens where audience = 'customer'`)
    const login = phone.page.waitForResponse((response) => response.url().endsWith('/v1/customer/login'))
    world.cutLines()
    agent = await world.agent()
    await phone.say('换了登录还在')
    expect((await login).status()).toBe(200)
    await agent.hears(({ body }) => body.kind === 'text' && body.text === '换了登录还在')
    await agent.say(sessionId, '在的')
    await phone.sees('在的')
    await agent.end(sessionId)
  })

  test('two pages listen, over one socket', async () => {
    const { sessionId } = await inService()
    await phone.page.evaluate(() => Reflect.get(window, 'wx').navigateTo({ url: '/ccc/pages/chat/index' }))
    await phone.page.waitForFunction(() => Reflect.get(window, '__simulator').pageStack.length === 2)
    await agent.say(sessionId, '两页都看得到')
    await phone.page.waitForFunction(
      () =>
        Array.from(document.querySelectorAll('*')).filter(
          (one) => one.textContent === '两页都看得到' && !one.children.length,
        ).length >= 2,
    )
    const sockets = [...world.mock.centre.server.websocketServer.clients].length
    // the phone's and the agent's
    expect(sockets).toBe(2)
    await agent.end(sessionId)
  })
})

describe('the log', () => {
  test('of 10,000 messages is read back to its start, with a bounded number of nodes', async () => {
    await agent.socket.command({ t: 'status', status: 'offline' })
    await fillConversation(world.mock, 'reader', 10_000)
    phone = await world.phone('reader')
    await phone.sees('当前没有客服在线，请稍后再来咨询。')
    const nodes = await phone.page.evaluate(async () => {
      const first = '您好，欢迎光临！我是自助客服，很高兴为您服务。'
      const list = Array.from(document.querySelectorAll('*')).find((one) => one.localName === 'wx-scroll-view')
      const scroller = [list, ...Array.from(list?.shadowRoot?.querySelectorAll('*') ?? [])].find(
        (one) =>
          one instanceof HTMLElement &&
          one.scrollHeight > one.clientHeight &&
          getComputedStyle(one).overflowY !== 'visible',
      )
      if (!(scroller instanceof HTMLElement)) throw new Error('no list')
      let most = 0
      for (let turn = 0; turn < 5_000; turn += 1) {
        scroller.scrollTop = 0
        await new Promise((resolve) => requestAnimationFrame(resolve))
        most = Math.max(most, document.querySelectorAll('*').length)
        if (document.body.textContent?.includes(first)) return most
      }
      return Number.POSITIVE_INFINITY
    })
    expect(nodes).toBeLessThan(2_000)
  }, 120_000)
})

describe('on a small phone', () => {
  test('the keyboard covers neither the newest message nor the field', async () => {
    const { sessionId } = await inService({ query: '&keyboard=260', width: 320, height: 568 })
    for (let i = 0; i < 8; i += 1) await agent.say(sessionId, `很长的一段话，占去不少地方 ${i}`)
    await agent.say(sessionId, '最后一句')
    await phone.sees('最后一句')
    await phone.page.getByRole('textbox').last().tap()
    const visible = 568 - 260
    const bottomOf = async (what: ReturnType<ChatPhone['text']>) => {
      const box = await what.last().boundingBox()
      return (box?.y ?? 0) + (box?.height ?? 0)
    }
    await phone.page.waitForFunction(
      ([limit]) => {
        const field = document.activeElement
        return field !== null && field.getBoundingClientRect().bottom <= (limit ?? 0)
      },
      [visible],
    )
    expect(await bottomOf(phone.page.getByRole('textbox'))).toBeLessThanOrEqual(visible)
    expect(await bottomOf(rows('最后一句'))).toBeLessThanOrEqual(visible)
    await agent.end(sessionId)
  })
})

describe('the newest message', () => {
  test('stays above whatever takes room, and a turn to the messages gives the room back', async () => {
    const { sessionId } = await inService({ width: 320, height: 568 })
    for (let i = 0; i < 8; i += 1) await agent.say(sessionId, `很长的一段话，占去不少地方 ${i}`)
    await agent.say(sessionId, '最后一句')
    await phone.sees('最后一句')
    const height = async () => (await phone.page.locator('wx-scroll-view').first().boundingBox())?.height ?? 0
    /** The list has another height than before, and the newest message is in it. */
    const isPinned = (before: number) =>
      phone.page.waitForFunction((was) => {
        const list = document.querySelector('wx-scroll-view')?.getBoundingClientRect()
        const said = Array.from(document.querySelectorAll('*')).filter(
          (node) => node.textContent === '最后一句' && node.children.length === 0,
        )
        const message = said.at(-1)?.getBoundingClientRect()
        return list && message && list.height !== was && message.bottom <= list.bottom + 1
      }, before)
    const whole = await height()
    await phone.hold(phone.page.getByRole('group', { name: /最后一句/ }), '引用')
    await isPinned(whole)
    const withQuote = await height()
    await phone.button('表情').tap()
    await isPinned(withQuote)
    const withPanel = await height()
    expect(withPanel).toBeLessThan(withQuote)
    await rows('最后一句').first().tap()
    await isPinned(withPanel)
    expect(await phone.button('😀').count()).toBe(0)
    await agent.end(sessionId)
  })
})

describe('the service', () => {
  test('is rated once', async () => {
    const { sessionId } = await inService()
    await agent.end(sessionId)
    await phone.button('去评价').tap()
    await phone.page.getByRole('dialog', { name: '请为本次服务评价' }).waitFor()
    await phone.page.getByRole('radio', { name: '2 星' }).tap()
    await phone.page.getByRole('checkbox', { name: '等待太久' }).waitFor()
    await phone.page.getByRole('radio', { name: '5 星' }).tap()
    await phone.page.getByRole('checkbox', { name: '回复及时' }).tap()
    await phone.button('提交').tap()
    await agent.hears(({ body }) => body.kind === 'rating' && body.score === 5)
    await phone.button('去评价').waitFor({ state: 'detached' })
    await agent.socket.next((frame) => deskOf(frame)?.sessions.some(({ rating }) => rating === 'rated') === true)
  })

  test('is rated after the next session began', async () => {
    const { sessionId } = await inService()
    await agent.end(sessionId)
    await phone.button('去评价').waitFor()
    await phone.say('再问一下')
    await phone.button('去评价').tap()
    await phone.page.getByRole('radio', { name: '4 星' }).tap()
    await phone.button('提交').tap()
    await agent.socket.next((frame) => deskOf(frame)?.sessions.some(({ rating }) => rating === 'rated') === true)
    await phone.button('去评价').waitFor({ state: 'detached' })
  })

  test('is ended by the customer', async () => {
    await inService()
    await phone.button('结束咨询').tap()
    await phone.page.getByRole('dialog').getByRole('button', { name: '结束咨询' }).tap()
    await agent.socket.next((frame) => deskOf(frame)?.sessions[0]?.closeReason === 'customer_ended')
    await phone.button('重新咨询').waitFor()
  })

  test('says what a tapped menu is called, and announces the agent once', async () => {
    users += 1
    phone = await world.phone(`customer ${users}`)
    await phone.button('配送与运费').tap()
    await phone.page.getByRole('group', { name: '我: 配送与运费' }).waitFor()
    await phone.sees('下单后 48 小时内发货，满 99 元包邮，一般 2–4 天送达。')
    await phone.button('人工客服').last().tap()
    const sessionId = await agent.accept()
    await phone.sees('已为您接入人工客服，工号 1001。')
    expect(await phone.page.getByText('已接入，为您服务').count()).toBe(0)
    await agent.end(sessionId)
  })

  test('lets what was taken back be written again', async () => {
    const { sessionId } = await inService()
    await phone.say('发错了')
    await agent.hears(({ body }) => body.kind === 'text' && body.text === '发错了')
    await phone.hold(phone.page.getByRole('group', { name: /发错了/ }), '撤回')
    await phone.button('重新编辑').tap()
    expect(await phone.page.getByRole('textbox').last().inputValue()).toBe('发错了')
    await agent.end(sessionId)
  })

  test('says so where a page is gone, or the clipboard may not be used', async () => {
    const { sessionId } = await inService({ query: '&fail=setClipboardData:undeclared' })
    await agent.say(sessionId, {
      kind: 'card',
      card: { type: 'product', title: '下架的商品', path: '/pages/gone/gone' },
    })
    await phone.button(/下架的商品/).tap()
    await phone.sees('页面不存在')
    await agent.say(sessionId, { kind: 'link', url: 'https://example.com/help', title: '帮助中心' })
    await phone.button(/帮助中心/).tap()
    await phone.sees('剪贴板暂时无法使用')
    await agent.end(sessionId)
  })

  test('takes a message back', async () => {
    const { sessionId } = await inService()
    await phone.say('说错了')
    await agent.hears(({ body }) => body.kind === 'text' && body.text === '说错了')
    await phone.hold(phone.page.getByRole('group', { name: /说错了/ }), '撤回')
    await phone.page
      .getByText(/你撤回了一条消息/)
      .first()
      .waitFor()
    expect(await rows('说错了').count()).toBe(0)
    await agent.hears(({ body }) => body.kind === 'recall')
    await agent.end(sessionId)
  })

  test('P10 says so to a customer who is blocked, and connects no more', async () => {
    const { sessionId } = await inService()
    await agent.socket.command({ t: 'block', sessionId })
    await phone.page
      .getByText(/您已被限制使用在线客服/)
      .first()
      .waitFor()
    expect([...world.mock.centre.server.websocketServer.clients]).toHaveLength(1)
  })

  test('P6 lets the queue be left', async () => {
    const { sessionId } = await inService()
    users += 1
    const other = await world.phone(`customer ${users}`)
    await other.askForAgent()
    await other.button('留言或退出').tap()
    await other.button('退出排队').tap()
    await other.sees('您已退出排队')
    await other.close()
    await agent.socket.next((frame) => deskOf(frame)?.queues.every(({ waiting }) => waiting === 0) === true)
    await agent.end(sessionId)
  })

  test('takes a message when nobody is there', async () => {
    await agent.socket.command({ t: 'status', status: 'offline' })
    users += 1
    phone = await world.phone(`customer ${users}`)
    await phone.askForAgent()
    await phone.button('留言').first().tap()
    const sheet = phone.page.getByRole('dialog', { name: '留言' })
    await sheet.getByRole('textbox').first().fill('请给我回电')
    await sheet.getByRole('textbox').last().fill('138')
    await phone.button('提交').tap()
    await phone.sees('手机号或邮箱有误')
    await sheet.getByRole('textbox').last().fill('13800000000')
    await phone.button('提交').tap()
    await phone.sees('留言已收到，客服会联系您')
    await phone.page
      .getByText(/请给我回电/)
      .first()
      .waitFor()
    await agent.socket.next((frame) => (deskOf(frame)?.leftMessages ?? []).some(({ text }) => text === '请给我回电'))
  })
})
