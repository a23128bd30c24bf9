import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type AgentSocket,
  loginAgent,
  loginCustomer,
  type MockServer,
  openAgentSocket,
  openCustomerSocket,
  startMockServer,
} from '@ccc-store/mock-server'
import { DEMO } from '@ccc-store/server'
import { buildMiniProgram } from '@ccc-store/simulator'
import type { Browser, Page } from 'playwright-core'
import { serveFolder } from '../browser/serve-folder'
import { withInstalledShop } from './with-installed-shop'

const CHAT_PAGE = 'ccc/pages/chat/index'

/**
 * Bytes of setData that one incoming message costs on a phone, all calls of all components together, by how many
 * messages the conversation holds before it.
 */
export async function measureSetData(browser: Browser, histories: readonly number[]): Promise<Record<string, number>> {
  const mock = await startMockServer({ agent: false })
  const phoneDir = await mkdtemp(join(tmpdir(), 'ccc-phone-'))
  try {
    await withInstalledShop(mock.serverUrl, (projectDir) =>
      buildMiniProgram({ projectDir, outDir: phoneDir, wechatUrl: mock.wechatUrl, initialPage: CHAT_PAGE }),
    )
    const phone = await serveFolder(phoneDir)
    try {
      const { token } = await loginAgent(mock.serverUrl, DEMO.agents[0])
      const agent = await openAgentSocket(mock.serverUrl, { token })
      await agent.command({ t: 'status', status: 'online' })
      const bytes: Record<string, number> = {}
      for (const history of histories) bytes[history] = await measureOne(browser, mock, agent, phone.url, history)
      return bytes
    } finally {
      await phone.close()
    }
  } finally {
    await mock.close()
    await rm(phoneDir, { recursive: true })
  }
}

async function measureOne(
  browser: Browser,
  mock: MockServer,
  agent: AgentSocket,
  phoneUrl: string,
  history: number,
): Promise<number> {
  const user = `reader-${history}`
  await fillConversation(mock, user, history)
  const page = await browser.newPage({ viewport: { width: 375, height: 667 }, locale: 'zh-CN' })
  try {
    await page.goto(`${phoneUrl}/?user=${user}`)
    // the first agent's message makes the row for the agent's name; the second is what every later one costs
    const sessionId = await serve(agent)
    await say(agent, sessionId, '您好，我来为您服务')
    await page.getByText('您好，我来为您服务').waitFor()
    const before = await setDataCalls(page)
    await say(agent, sessionId, '您的包裹今天下午送到')
    await page.getByText('您的包裹今天下午送到').waitFor()
    const calls = (await setDataCalls(page)).slice(before.length)
    await agent.command({ t: 'end', sessionId })
    return calls.reduce((sum, call) => sum + call.bytes, 0)
  } finally {
    await page.close()
  }
}

/** A conversation of that many messages, the last of which asks for a human. */
async function fillConversation(mock: MockServer, user: string, messages: number): Promise<void> {
  const { token } = await loginCustomer(mock.serverUrl, mock, user)
  const socket = await openCustomerSocket(mock.serverUrl, { token, ivrId: DEMO.ivrId })
  await socket.command({ t: 'enter' })
  // each wrong keyword is answered by one hint
  const wrong = { t: 'send', content: { kind: 'text', text: '还没想好' } }
  for (let sent = 0; sent < (messages - 5) / 2; sent += 100) {
    const batch = Math.min(100, Math.ceil((messages - 5) / 2) - sent)
    await Promise.all(Array.from({ length: batch }, () => socket.command(wrong)))
  }
  await socket.command({ t: 'send', content: { kind: 'text', text: '人工' } })
  await socket.close()
}

async function serve(agent: AgentSocket): Promise<string> {
  const rings = (frame: (typeof agent.frames)[number]) =>
    frame.t === 'desk' ? frame.desk.sessions.find(({ phase }) => phase === 'ringing') : undefined
  const last = agent.frames.findLastIndex((frame) => frame.t === 'desk')
  const frame = await agent.next((candidate) => rings(candidate) !== undefined, last)
  const sessionId = rings(frame)?.sessionId ?? ''
  await agent.command({ t: 'accept', sessionId })
  return sessionId
}

async function say(agent: AgentSocket, sessionId: string, text: string): Promise<void> {
  await agent.command({ t: 'send', sessionId, content: { kind: 'text', text } })
}

interface SetDataCall {
  bytes: number
}

function setDataCalls(page: Page): Promise<SetDataCall[]> {
  return page.evaluate(() => JSON.parse(JSON.stringify(Reflect.get(window, '__simulator').setData)))
}
