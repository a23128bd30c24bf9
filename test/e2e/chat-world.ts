import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AgentServerFrame, Entry } from '@ccc-store/core/protocol'
import { type AgentSocket, loginAgent, type MockServer, openAgentSocket, startMockServer } from '@ccc-store/mock-server'
import { buildMiniProgram } from '@ccc-store/simulator'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { withInstalledShop } from '../bench/with-installed-shop'
import { launchBrowser } from '../browser/launch-browser'
import { serveFolder } from '../browser/serve-folder'
import { deskOf, ringing } from '../conformance/desk'
import { temporaryFolder } from '../temporary-folder'

export const CHAT_PAGE = 'ccc/pages/chat/index'

/** A real call centre, the shop with customer service in it, and a browser to open phones in. */
export class ChatWorld {
  private constructor(
    readonly mock: MockServer,
    private readonly browser: Browser,
    private readonly site: { url: string; close(): Promise<void> },
  ) {}

  static async open(): Promise<ChatWorld> {
    const mock = await startMockServer({ agent: false })
    const outDir = join(temporaryFolder(), 'phone')
    await withInstalledShop(mock.serverUrl, async (projectDir) => {
      // the host's calls, for the tests to make
      await appendFile(join(projectDir, 'app.js'), "\nglobalThis.__host = require('./utils/login.js')\n")
      await buildMiniProgram({ projectDir, outDir, wechatUrl: mock.wechatUrl, initialPage: CHAT_PAGE })
    })
    return new ChatWorld(mock, await launchBrowser(), await serveFolder(outDir))
  }

  async close(): Promise<void> {
    await this.browser.close()
    await this.site.close()
    await this.mock.close()
  }

  /** @param query what the simulator's address says beyond the user */
  async phone(user: string, options: { query?: string; width?: number; height?: number } = {}): Promise<ChatPhone> {
    const context = await this.browser.newContext({
      viewport: { width: options.width ?? 375, height: options.height ?? 667 },
      hasTouch: true,
      isMobile: true,
      locale: 'zh-CN',
    })
    const page = await context.newPage()
    await page.goto(`${this.site.url}/?user=${encodeURIComponent(user)}${options.query ?? ''}`)
    return new ChatPhone(page, context)
  }

  async agent(): Promise<Agent> {
    const { token } = await loginAgent(this.mock.serverUrl, this.mock.agents[0])
    const socket = await openAgentSocket(this.mock.serverUrl, { token })
    await socket.command({ t: 'status', status: 'online' })
    return new Agent(socket, token)
  }

  /** Cuts the lines of every customer and agent, as a lost network does. */
  cutLines(): void {
    for (const client of this.mock.centre.server.websocketServer.clients) client.terminate()
  }
}

/** A customer's phone with the chat on it. */
export class ChatPhone {
  constructor(
    readonly page: Page,
    readonly context: BrowserContext,
  ) {}

  close(): Promise<void> {
    return this.context.close()
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) })
  }

  text(text: string): Locator {
    return this.page.getByText(text, { exact: true })
  }

  async sees(text: string): Promise<void> {
    await this.text(text).last().waitFor()
  }

  async say(text: string): Promise<void> {
    await this.page.getByRole('textbox').last().fill(text)
    await this.button('发送').tap()
  }

  /** Asks for a human, past the flow. */
  async askForAgent(): Promise<void> {
    await this.button('人工客服').tap()
  }

  /** Opens the ＋ panel and taps a tool in it. */
  async tool(name: string): Promise<void> {
    const tool = this.button(name)
    if (!(await tool.isVisible())) await this.button('更多').tap()
    await tool.tap()
  }

  /** Holds a message until its menu comes, and chooses. */
  async hold(message: Locator, choice: string): Promise<void> {
    // a row that was on its way is another one once the log has it
    let box = await message.boundingBox()
    while (!box) box = await message.boundingBox()
    const devtools = await this.context.newCDPSession(this.page)
    const finger = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }]
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: finger })
    const item = this.page.getByRole('dialog').getByText(choice, { exact: true })
    await item.waitFor()
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await item.tap()
  }

  /** The phone's clock, in ms since the page began. */
  now(): Promise<number> {
    return this.page.evaluate(() => performance.now())
  }

  /** Errors of the mini-program that nobody caught. */
  errors(): Promise<string[]> {
    return this.page.evaluate(() => Reflect.get(window, '__simulator').errors)
  }
}

/** An agent at the end of a socket. */
export class Agent {
  constructor(
    readonly socket: AgentSocket,
    readonly token: string,
  ) {}

  /** Takes the session that rings. */
  async accept(): Promise<string> {
    const last = this.socket.frames.findLastIndex((frame) => deskOf(frame) !== undefined)
    const sessionId = await ringing(this.socket, last)
    await this.socket.command({ t: 'accept', sessionId })
    return sessionId
  }

  async say(sessionId: string, content: string | object): Promise<number> {
    const said = typeof content === 'string' ? { kind: 'text', text: content } : content
    const answer = await this.socket.command({ t: 'send', sessionId, content: said })
    if (answer.t !== 'ack') throw new Error(`refused: ${JSON.stringify(answer)}`)
    return answer.seq ?? 0
  }

  /** The first entry of the customer that fits, already here or yet to come. */
  async hears(fits: (entry: Entry) => boolean): Promise<Entry> {
    const heard = (frame: AgentServerFrame) =>
      frame.t === 'entries' ? frame.entries.find((entry) => entry.from.role === 'customer' && fits(entry)) : undefined
    const entry = heard(await this.socket.next((frame) => heard(frame) !== undefined))
    if (!entry) throw new Error('unreachable: the frame fits')
    return entry
  }

  /** Every text the customer said, as often and in the order it came. */
  heardTexts(sessionId: string): string[] {
    return this.socket.frames
      .flatMap((frame) => (frame.t === 'entries' && frame.sessionId === sessionId ? frame.entries : []))
      .flatMap(({ from, body }) => (from.role === 'customer' && body.kind === 'text' ? [body.text] : []))
  }

  async end(sessionId: string): Promise<void> {
    await this.socket.command({ t: 'end', sessionId })
  }

  /** Ends what is left on the desk, so that the next test finds it empty. */
  async leave(): Promise<void> {
    const desk = this.socket.frames.map(deskOf).findLast((one) => one !== undefined)
    for (const { sessionId, phase } of desk?.sessions ?? []) if (phase === 'serving') await this.end(sessionId)
    await this.socket.close()
  }
}
