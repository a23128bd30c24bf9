import type { Browser, CDPSession, Page } from 'playwright-core'

/** A chat to measure: ours, or another in the same simulator. */
export interface Chat {
  name: 'ours' | 'theirs'
  /** Opens a phone whose conversation holds so many messages, and the chat on it. */
  open(history: number): Promise<ChatPhone>
}

/** A phone with the chat open and its newest message shown. */
export interface ChatPhone {
  page: Page
  devtools: CDPSession
  /** ms from the tap that opens the chat to its newest message on the screen */
  openMs: number
  /** A message comes in; resolves when it is on the screen. */
  receive(text: string): Promise<void>
  close(): Promise<void>
}

export const PHONE = { width: 375, height: 667 }

/**
 * Opens a mini-program and then its chat, as a tap does.
 * @param newest text of the message that must be seen
 */
export async function openPhone(
  browser: Browser,
  url: string,
  chatPage: string,
  newest: string,
): Promise<Omit<ChatPhone, 'receive'>> {
  const page = await browser.newPage({ viewport: PHONE, locale: 'zh-CN' })
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  await page.goto(url)
  await page.waitForFunction(() => Reflect.get(window, '__simulator')?.pageStack.length === 1)
  const openMs = await page.evaluate(openAndWait, { chatPage, newest })
  return { page, devtools, openMs, close: () => page.close() }
}

/** Runs in the page: goes there and waits until the text is drawn. */
async function openAndWait({ chatPage, newest }: { chatPage: string; newest: string }): Promise<number> {
  const started = performance.now()
  Reflect.get(window, 'wx').navigateTo({ url: chatPage, fail: (failure: unknown) => console.error(failure) })
  const isThere = () => document.body.textContent?.includes(newest) ?? false
  await new Promise<void>((resolve) => {
    const watcher = new MutationObserver(() => {
      if (!isThere()) return
      watcher.disconnect()
      resolve()
    })
    watcher.observe(document.body, { childList: true, subtree: true, characterData: true })
  })
  await new Promise((resolve) => requestAnimationFrame(resolve))
  return performance.now() - started
}

/** What one incoming message costs. */
export interface IncomingCost {
  setDataBytes: number
  setDataCalls: number
  /** time in scripts, ms */
  scriptMs: number
}

/** Late work of the one before must not be counted for the next: nothing is set for so long. */
const QUIET_MS = 400

/** The cost of an incoming message, the median of `times`; the first, which names its speaker, is not counted. */
export async function incomingCost(phone: ChatPhone, times: number): Promise<IncomingCost> {
  await phone.receive('第一条新消息')
  await quiet(phone.page)
  const costs: IncomingCost[] = []
  for (let i = 0; i < times; i += 1) {
    const before = await readings(phone)
    await phone.receive(`新消息 ${i}`)
    await quiet(phone.page)
    const after = await readings(phone)
    costs.push({
      setDataBytes: after.bytes - before.bytes,
      setDataCalls: after.calls - before.calls,
      scriptMs: (after.scriptSeconds - before.scriptSeconds) * 1_000,
    })
  }
  const median = (name: keyof IncomingCost) =>
    costs.map((cost) => cost[name]).sort((a, b) => a - b)[Math.floor(costs.length / 2)] ?? Number.NaN
  return { setDataBytes: median('setDataBytes'), setDataCalls: median('setDataCalls'), scriptMs: median('scriptMs') }
}

/** Resolves when nothing was set for a while. */
async function quiet(page: Page): Promise<void> {
  await page.evaluate(async (ms) => {
    const calls: unknown[] = Reflect.get(window, '__simulator').setData
    for (let seen = -1; seen !== calls.length; ) {
      seen = calls.length
      await new Promise((resolve) => setTimeout(resolve, ms))
    }
  }, QUIET_MS)
}

async function readings({ page, devtools }: ChatPhone) {
  const { metrics } = await devtools.send('Performance.getMetrics')
  const { bytes, calls } = await page.evaluate(() => {
    const records: { bytes: number }[] = Reflect.get(window, '__simulator').setData
    return { bytes: records.reduce((sum, record) => sum + record.bytes, 0), calls: records.length }
  })
  const scriptSeconds = metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN
  return { bytes, calls, scriptSeconds }
}

export const countNodes = (page: Page): Promise<number> => page.evaluate(() => document.querySelectorAll('*').length)
