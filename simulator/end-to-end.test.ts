import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { WebSocketServer } from 'ws'
import { launchBrowser } from '../test/browser/launch-browser'
import { temporaryFolder } from '../test/temporary-folder'
import { buildMiniProgram } from './compiler/build-mini-program'

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** Serves the built files under a prefix, a stand-in for WeChat, and an echo. */
async function respond(outDir: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, search } = new URL(request.url ?? '/', 'http://local')
  const json = (status: number, body: object) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
  if (pathname.startsWith('/phone/')) {
    const file = join(outDir, pathname.slice('/phone/'.length) || 'index.html')
    const content = await readFile(file).catch(() => undefined)
    if (!content) return void response.writeHead(404).end()
    return void response
      .writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
      .end(content)
  }
  const body = await readAll(request)
  if (pathname === '/wechat/code')
    return json(200, { code: `code of ${JSON.parse(body).user} for ${JSON.parse(body).appid}` })
  if (pathname === '/wechat/profile')
    return json(200, {
      userInfo: { nickName: JSON.parse(body).user },
      rawData: '{}',
      signature: 's',
      encryptedData: 'e',
      iv: 'i',
    })
  if (pathname === '/echo')
    return json(418, { method: request.method, search, type: request.headers['content-type'] ?? '', body })
  response.writeHead(404).end()
}

describe('a mini-program in a browser', () => {
  let browser: Browser | undefined
  let server: Server | undefined
  let sockets: WebSocketServer | undefined
  let context: BrowserContext
  let page: Page
  let origin = ''

  beforeAll(async () => {
    const outDir = temporaryFolder()
    await buildMiniProgram({ projectDir: join(__dirname, 'fixtures', 'shop'), outDir, wechatUrl: '/wechat' })
    const http = createServer((request, response) => void respond(outDir, request, response))
    sockets = new WebSocketServer({ server: http })
    sockets.on('connection', (socket) => {
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }))
    })
    await new Promise<void>((resolve) => {
      http.listen(0, '127.0.0.1', resolve)
    })
    server = http
    const { port }: Partial<AddressInfo> = Object(http.address())
    origin = `http://127.0.0.1:${port}`
    browser = await launchBrowser()
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    sockets?.close()
    server?.closeAllConnections()
    server?.close()
  })

  beforeEach(async () => {
    if (!browser) throw new Error('no browser')
    context = await browser.newContext({
      viewport: { width: 375, height: 667 },
      hasTouch: true,
      isMobile: true,
      locale: 'zh-CN',
    })
    context.setDefaultTimeout(5000)
    page = await context.newPage()
    await page.goto(`${origin}/phone/?user=ada`)
    await page.waitForSelector('.goods')
  })

  afterEach(() => context.close())

  const run = (code: string): Promise<unknown> => page.evaluate(code)
  const errors = () => run('__simulator.errors')
  const data = (field: string) => run(`getCurrentPages().at(-1).data.${field}`)

  test('renders templates, wxs, slots and properties, each lifecycle in its turn', async () => {
    expect(await page.textContent('.row')).toBe('次数：0')
    expect(await page.textContent('.card--title')).toBe('帆布袋 · 0 · 0')
    expect(await page.textContent('.price')).toBe('¥19.90 list')
    expect(await page.getAttribute('.price >> nth=1', 'class')).toContain('many')
    expect(await page.textContent('.card--note')).toBe('现货')
    expect(await page.textContent('.foot')).toBe('由小店提供')
    expect(await data('log')).toEqual(['load', 'show', 'ready'])
    expect(await run('getCurrentPages()[0].selectComponent(".goods").data.seen')).toEqual(['attached', 'show', 'ready'])
    expect(await run('getApp().log')).toEqual(['launch pages/home/home', 'show'])
    expect(await errors()).toEqual([])
  })

  test('a tap reaches the component, and its event the page with mark and path setData', async () => {
    await page.locator('.goods >> nth=0').getByRole('button', { name: '帆布袋' }).tap()
    expect(await page.textContent('.card--title')).toBe('帆布袋 · 1 · 2')
    expect(await page.textContent('.row .value')).toBe('1')
    expect(await page.textContent('.card--title >> nth=1')).toBe('a1 · 0 · 0')
    const last: unknown = await run('__simulator.setData.filter((one) => one.is === "pages/home/home").at(-1)')
    expect(last).toEqual({ is: 'pages/home/home', keys: ['count', 'goods[1].name'], bytes: 32 })
  })

  test('a disabled button takes no tap, and the keyboard taps like a finger', async () => {
    await page.locator('.off').tap({ force: true })
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.locator('.ask').focus()
    await page.keyboard.press('Enter')
    expect(await page.getByRole('dialog').getAttribute('aria-label')).toBe('确认下单')
  })

  test('showModal asks and waits for the answer', async () => {
    await page.locator('.ask').tap()
    const dialog = page.getByRole('dialog', { name: '确认下单' })
    expect(await dialog.locator('p').textContent()).toBe('商品 a')
    await dialog.getByRole('button', { name: '取消' }).tap()
    expect(await page.textContent('.answer')).toBe('已取消')
    await page.locator('.ask').tap()
    await dialog.getByRole('button', { name: '确定' }).tap()
    expect(await page.textContent('.answer')).toBe('已下单')
  })

  test('model:value follows what is typed', async () => {
    await page.getByRole('textbox', { name: '草稿' }).fill('你好 hi')
    expect(await page.textContent('.echo')).toBe('你好 hi')
    expect(await data('draft')).toBe('你好 hi')
  })

  test('a page gets its query undecoded, scrolls to an anchor and goes back', async () => {
    await page.locator('.open').tap()
    await page.waitForSelector('.line')
    expect(await page.textContent('.query')).toBe('42 %E4%BD%A0')
    expect(await page.title()).toBe('会话')
    expect(await run('document.querySelectorAll(".line")[29].getBoundingClientRect().bottom <= innerHeight')).toBe(true)
    await page.locator('.in').getByRole('textbox').fill('一\n二\n三')
    await page.locator('.send').tap()
    expect(await page.textContent('.line >> nth=30')).toBe('一\n二\n三')
    expect(await run('__simulator.pageStack')).toEqual(['pages/home/home', 'pages/chat/chat'])
    await page.getByRole('button', { name: '返回' }).tap()
    expect(await run('__simulator.pageStack')).toEqual(['pages/home/home'])
    expect(await data('log')).toEqual(['load', 'show', 'ready', 'hide', 'show'])
    expect(await run('getCurrentPages()[0].selectComponent(".goods").data.seen')).toEqual([
      ...['attached', 'show', 'ready', 'hide', 'show'],
    ])
    expect(await errors()).toEqual([])
  })

  test("a subpackage's code runs at the first visit, and once", async () => {
    expect(await run('getApp().log')).not.toContain('detail evaluated')
    await page.locator('.more').tap()
    expect(await page.textContent('.detail')).toBe('商品 9')
    await run('wx.navigateBack()')
    await page.locator('.more').tap()
    const log = await run('getApp().log.filter((line) => line.startsWith("detail"))')
    expect(log).toEqual(['detail evaluated', 'detail closed'])
  })

  describe('on a page of controls', () => {
    beforeEach(async () => {
      await run('void wx.navigateTo({ url: "/extra/pages/controls/controls" })')
      await page.waitForSelector('.submit')
    })

    test('a form collects its named fields, and labels choose their controls', async () => {
      await page.getByRole('textbox', { name: '备注' }).fill('轻放')
      await page.locator('.blue').tap()
      await page.locator('.large').tap()
      await page.getByRole('switch', { name: '礼品' }).tap()
      await page.locator('.submit').tap()
      expect(await data('value')).toEqual({
        ...{ who: 'ada', note: '轻放', colours: ['red', 'blue'], size: 'l', gift: true, count: 3, city: 0 },
      })
      expect(await data('heard')).toEqual([
        ['change', ['red', 'blue']],
        ['change', true],
      ])
      await page.locator('.reset').tap()
      await page.locator('.submit').tap()
      expect(await data('value')).toMatchObject({ who: '', colours: [], size: '', gift: false })
    })

    test('a picker offers its range', async () => {
      await page.locator('.city').tap()
      await page.getByRole('dialog').getByRole('button', { name: '成都' }).tap()
      expect(await page.textContent('.city')).toBe('成都')
    })

    test('generics and relations join components', async () => {
      expect(await page.textContent('.cell')).toBe('2 项')
    })

    test('rich text holds nothing that could act', async () => {
      expect(await run('document.querySelector(".rich").innerHTML')).toBe('<p>富<b>文本</b></p>')
    })

    test('a swiper goes where current says, and tells of it', async () => {
      await run('getCurrentPages().at(-1).setData({ slide: 1 })')
      await page.waitForFunction('JSON.stringify(getCurrentPages().at(-1).data.heard) === \'[["change",1]]\'')
    })

    test('a finger that rests makes a longpress', async () => {
      await page.locator('.rest').click({ delay: 500 })
      expect(await data('heard')).toEqual([['longpress', '']])
      expect(await errors()).toEqual([])
    })
  })

  test('tabs keep their pages, and a page has only its own styles', async () => {
    await page.getByRole('navigation').getByRole('button', { name: '我的' }).tap()
    expect(await page.textContent('.visits')).toBe('来过 1 次')
    expect(await run('getComputedStyle(document.querySelector(".visits ~ .row")).color')).toBe('rgb(1, 2, 3)')
    expect(await run('getComputedStyle(document.querySelector(".visits ~ .row")).paddingTop')).toBe('0px')
    await page.getByRole('navigation').getByRole('button', { name: '首页' }).tap()
    await run('wx.switchTab({ url: "/pages/mine/mine" })')
    expect(await page.textContent('.visits')).toBe('来过 2 次')
    expect(await run('wx.navigateTo({ url: "/pages/home/home" }).catch((failure) => failure.errMsg)')).toBe(
      'navigateTo:fail can not navigateTo a tabbar page',
    )
  })

  test('storage outlives a reload, and each person has their own', async () => {
    await run('wx.setStorageSync("cart", { items: [1, "二"] })')
    await page.reload()
    await page.waitForSelector('.goods')
    expect(await run('wx.getStorageSync("cart")')).toEqual({ items: [1, '二'] })
    expect(await run('wx.getStorageSync("none")')).toBe('')
    await page.goto(`${origin}/phone/?user=bob`)
    await page.waitForSelector('.goods')
    expect(await run('wx.getStorageSync("cart")')).toBe('')
    expect(await run('wx.getStorage({ key: "cart" }).catch((failure) => failure.errMsg)')).toBe(
      'getStorage:fail data not found',
    )
  })

  test('wx.request sends what WeChat would send, and any status is a success', async () => {
    const request = (options: string) =>
      run(`new Promise((success) => wx.request({ ${options}, success, fail: success }))`)
    expect(await request(`url: "${origin}/echo?a=1", data: { b: "二" }`)).toMatchObject({
      statusCode: 418,
      errMsg: 'request:ok',
      data: { method: 'GET', search: '?a=1&b=%E4%BA%8C' },
    })
    expect(await request(`url: "${origin}/echo", method: "POST", data: { b: 2 }`)).toMatchObject({
      data: { method: 'POST', body: '{"b":2}', type: 'application/json' },
    })
    expect(await request('url: "http://127.0.0.1:9/none"')).toMatchObject({
      errMsg: expect.stringMatching(/^request:fail ./),
    })
  })

  test('wx.connectSocket talks to a real server, and a sixth socket is refused', async () => {
    const echoed = await run(`new Promise((resolve) => {
      const task = wx.connectSocket({ url: "${origin.replace('http', 'ws')}/" })
      const heard = []
      task.onOpen(() => { task.send({ data: "你好" }); task.send({ data: new Uint8Array([1, 2]).buffer }) })
      task.onMessage(({ data }) => {
        heard.push(typeof data === "string" ? data : [...new Uint8Array(data)])
        if (heard.length === 2) task.close({ code: 1000, reason: "done" })
      })
      task.onClose(({ code }) => resolve({ heard, code }))
    })`)
    expect(echoed).toEqual({ heard: ['你好', [1, 2]], code: 1000 })
    const refused = await run(`new Promise((fail) => {
      for (let count = 0; count < 6; count += 1) wx.connectSocket({ url: "${origin.replace('http', 'ws')}/", fail })
    })`)
    expect(refused).toEqual({ errMsg: 'connectSocket:fail max connected reached' })
  })

  test('a chosen file is shown, uploaded as a form, and its progress told', async () => {
    const choosing = page.waitForEvent('filechooser')
    const chosen = run(
      'wx.chooseImage({ count: 1 }).then((result) => { window.path = result.tempFilePaths[0]; return path })',
    )
    const chooser = await choosing
    await chooser.setFiles({ name: 'dot.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') })
    expect(await chosen).toMatch(/^wxfile:\/\/tmp_.*\.svg$/)
    const uploaded = await run(`new Promise((success) => {
      const task = wx.uploadFile({
        url: "${origin}/echo", filePath: path, name: "photo", formData: { note: "注" },
        success: ({ data, statusCode }) => success({ statusCode, progress: window.progress, ...JSON.parse(data) }),
      })
      task.onProgressUpdate(({ progress }) => { window.progress = progress })
    })`)
    expect(uploaded).toMatchObject({ statusCode: 418, method: 'POST', progress: 100 })
    expect(uploaded).toMatchObject({ type: expect.stringContaining('multipart/form-data') })
    const { body }: { body?: string } = Object(uploaded)
    expect(body).toMatch(/name="note"\r\n\r\n注\r\n[\s\S]*name="photo"; filename="dot.svg"[\s\S]*<svg\/>/)
    const missing =
      'wx.uploadFile({ url: "/echo", filePath: "wxfile://none", fail: ({ errMsg }) => { window.failure = errMsg } })'
    await run(`void ${missing}`)
    await page.waitForFunction('window.failure === "uploadFile:fail file not found: wxfile://none"')
  })

  test('wx.login and wx.getUserProfile are answered for the person who holds this phone', async () => {
    expect(await run('wx.login()')).toEqual({ errMsg: 'login:ok', code: 'code of ada for wx0000000000000001' })
    expect(await run('wx.getUserProfile({ desc: "登录" })')).toMatchObject({ userInfo: { nickName: 'ada' }, iv: 'i' })
  })

  test('the app hears of going to the background and of coming back', async () => {
    await run('window.heard = []; wx.onAppShow(() => heard.push("show")); wx.onAppHide(() => heard.push("hide"))')
    await run('__simulator.background(); __simulator.foreground()')
    expect(await run('heard')).toEqual(['hide', 'show'])
    expect(await run('getApp().log.slice(1)')).toEqual(['show', 'hide', 'show'])
    expect(await data('log')).toEqual(['load', 'show', 'ready', 'hide', 'show'])
  })

  test('the network going and coming back is told, and its type known', async () => {
    await run('window.heard = []; wx.onNetworkStatusChange(({ isConnected }) => heard.push(isConnected))')
    await context.setOffline(true)
    await page.waitForFunction('heard.length === 1')
    expect(await run('wx.getNetworkType().then(({ networkType }) => networkType)')).toBe('none')
    await context.setOffline(false)
    await page.waitForFunction('heard.length === 2')
    expect(await run('heard')).toEqual([false, true])
  })

  test('an action sheet and a loading sign are there to see, and the sheet can be left', async () => {
    await run(
      'wx.showActionSheet({ itemList: ["拍照", "相册"], success: ({ tapIndex }) => { window.index = tapIndex } })',
    )
    await page.getByRole('dialog').getByRole('button', { name: '相册' }).tap()
    expect(await run('index')).toBe(1)
    await run('wx.showActionSheet({ itemList: ["拍照"], fail: ({ errMsg }) => { window.left = errMsg } })')
    await page.keyboard.press('Escape')
    expect(await run('left')).toBe('showActionSheet:fail cancel')
    await run('void wx.showLoading({ title: "请稍候" })')
    expect(await page.getByRole('status').textContent()).toBe('请稍候')
    await run('void wx.hideToast()')
    expect(await page.getByRole('status').count()).toBe(1)
    await run('void wx.hideLoading()')
    expect(await page.getByRole('status').count()).toBe(0)
  })

  test('what nobody caught is recorded, and an unknown function is undefined', async () => {
    await run('wx.getStorage({ key: "x", fail() { throw new Error("in fail") } })')
    await run('void Promise.reject(new Error("nobody"))')
    await page.waitForFunction('__simulator.errors.length === 2')
    expect(await errors()).toEqual([expect.stringContaining('in fail'), expect.stringContaining('nobody')])
    expect(await run('typeof wx.createCameraContext')).toBe('undefined')
    expect(await run('[wx.canIUse("request"), wx.canIUse("openBluetoothAdapter")]')).toEqual([true, false])
  })

  test('rpx, vw and vh are measured by the phone, not by a wide window', async () => {
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.waitForFunction('document.querySelector(".sim-phone").clientWidth === 375')
    const left = 'getComputedStyle(document.querySelector(".row")).paddingLeft'
    expect(await run(left)).toBe('12px')
    await page.setViewportSize({ width: 500, height: 900 })
    await page.waitForFunction(`${left} === "16px"`)
  })
})
