import type { Browser, Page } from 'playwright-core'
import { type Chat, countNodes, incomingCost } from './chat-phone'
import { OUR_PAGE, withOurs } from './measure-ours'
import { withTuikit } from './tuikit/measure-tuikit'

const HISTORIES = [100, 500, 1_000, 10_000]
/** The clock decides nothing here but ratios, and those at one length of history. */
const TIMED_HISTORY = 500
const OPENED_HISTORY = 1_000
const MESSAGES = 10

interface ChatFigures {
  incomingSetDataBytes: Record<string, number>
  incomingSetDataCalls: Record<string, number>
  scriptMs: number
  openMs: number
  nodes: number
  network: { bytes: number; roundTrips: number }
}

/** Our chat and Tencent's TUIKit, in the same simulator and the same browser, in one run. */
export async function measureChat(
  browser: Browser,
  progress: (text: string) => void,
): Promise<Record<string, unknown>> {
  const ours = await withOurs(browser, (chat) => measure(chat, progress))
  const theirs = await withTuikit(browser, (chat) => measure(chat, progress))
  const ratio = (a: number, b: number) => Math.round((a / b) * 1_000) / 1_000
  return {
    'ui.incomingSetDataBytes': { ours: ours.incomingSetDataBytes, theirs: theirs.incomingSetDataBytes },
    'ui.incomingSetDataCalls': { ours: ours.incomingSetDataCalls, theirs: theirs.incomingSetDataCalls },
    'ui.incomingScriptMs': { ours: round(ours.scriptMs), theirs: round(theirs.scriptMs) },
    'ui.incomingScriptRatio': ratio(ours.scriptMs, theirs.scriptMs),
    'ui.openWith1000Ms': { ours: round(ours.openMs), theirs: round(theirs.openMs) },
    'ui.openWith1000Ratio': ratio(ours.openMs, theirs.openMs),
    'ui.nodesAt10000': { ours: ours.nodes, theirs: theirs.nodes },
    'net.openBytes': ours.network.bytes,
    'net.openRoundTrips': ours.network.roundTrips,
  }
}

const round = (value: number) => Math.round(value * 10) / 10

async function measure(chat: Chat, progress: (text: string) => void): Promise<ChatFigures> {
  const figures: ChatFigures = {
    incomingSetDataBytes: {},
    incomingSetDataCalls: {},
    scriptMs: Number.NaN,
    openMs: Number.NaN,
    nodes: Number.NaN,
    network: { bytes: Number.NaN, roundTrips: Number.NaN },
  }
  for (const history of HISTORIES) {
    progress(`${chat.name}: one incoming message at ${history}`)
    const phone = await chat.open(history)
    try {
      if (history === OPENED_HISTORY) figures.openMs = phone.openMs
      if (history === Math.max(...HISTORIES)) figures.nodes = await countNodes(phone.page)
      const cost = await incomingCost(phone, history === TIMED_HISTORY ? MESSAGES : 1)
      figures.incomingSetDataBytes[history] = cost.setDataBytes
      figures.incomingSetDataCalls[history] = cost.setDataCalls
      if (history === TIMED_HISTORY) {
        figures.scriptMs = cost.scriptMs
        if (chat.name === 'ours') figures.network = await openAgain(phone.page)
      }
    } finally {
      await phone.close()
    }
  }
  return figures
}

/** Frames that nobody answers. */
const UNANSWERED = new Set(['read', 'typing'])

/**
 * What crosses the network when a customer who is logged in opens the chat, up to the first message on the screen. A round
 * trip is a request, or a frame, that has to be answered before it; the connection's own beginning is not one.
 */
async function openAgain(page: Page): Promise<ChatFigures['network']> {
  let [bytes, roundTrips] = [0, 0]
  let shown = false
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      if (shown) return
      bytes += payload.length
      if (!UNANSWERED.has(JSON.parse(String(payload)).t)) roundTrips += 1
    })
    socket.on('framereceived', ({ payload }) => {
      if (!shown) bytes += Buffer.byteLength(payload)
    })
  })
  page.on('request', (request) => {
    if (!shown && new URL(request.url()).pathname.startsWith('/v1/')) roundTrips += 1
  })
  await page.reload()
  await page.waitForFunction(() => Reflect.get(window, '__simulator')?.pageStack.length === 1)
  await page.evaluate((url) => Reflect.get(window, 'wx').navigateTo({ url, fail: console.error }), OUR_PAGE)
  await page.getByText(`新消息 ${MESSAGES - 1}`, { exact: true }).waitFor()
  shown = true
  return { bytes, roundTrips }
}
