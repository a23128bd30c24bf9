import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EntryDraft } from '@ccc-store/core/session'
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
import type { Browser } from 'playwright-core'
import { serveFolder } from '../browser/serve-folder'
import { type Chat, type ChatPhone, openPhone } from './chat-phone'
import { withInstalledShop } from './with-installed-shop'

export const OUR_PAGE = '/ccc/pages/chat/index'

/** Our chat, installed in the example shop, with a real call centre behind it. */
export async function withOurs<T>(browser: Browser, use: (chat: Chat) => Promise<T>): Promise<T> {
  const mock = await startMockServer({ agent: false })
  const outDir = await mkdtemp(join(tmpdir(), 'ccc-phone-'))
  try {
    await withInstalledShop(mock.serverUrl, (projectDir) =>
      buildMiniProgram({ projectDir, outDir, wechatUrl: mock.wechatUrl }),
    )
    const site = await serveFolder(outDir)
    try {
      const { token } = await loginAgent(mock.serverUrl, mock.agents[0])
      const agent = await openAgentSocket(mock.serverUrl, { token })
      await agent.command({ t: 'status', status: 'online' })
      let phones = 0
      return await use({
        name: 'ours',
        open(history) {
          phones += 1
          return open(browser, mock, agent, `${site.url}/?user=reader-${phones}`, `reader-${phones}`, history)
        },
      })
    } finally {
      await site.close()
    }
  } finally {
    await mock.close()
    await rm(outDir, { recursive: true })
  }
}

async function open(
  browser: Browser,
  mock: MockServer,
  agent: AgentSocket,
  url: string,
  user: string,
  history: number,
): Promise<ChatPhone> {
  await fillConversation(mock, user, history)
  const sessionId = await serve(agent)
  const newest = `历史消息 ${history}`
  const say = (text: string) => agent.command({ t: 'send', sessionId, content: { kind: 'text', text } })
  await say(newest)
  const phone = await openPhone(browser, url, OUR_PAGE, newest)
  return {
    ...phone,
    async receive(text) {
      await say(text)
      await phone.page.getByText(text, { exact: true }).waitFor()
    },
    async close() {
      await agent.command({ t: 'end', sessionId })
      await phone.close()
    },
  }
}

/**
 * A conversation of that many messages, the last of which asks for a human. Those between go straight into the log: said
 * over the socket, ten thousand take many seconds.
 */
export async function fillConversation(mock: MockServer, user: string, messages: number): Promise<void> {
  const { token } = await loginCustomer(mock.serverUrl, mock, user)
  const socket = await openCustomerSocket(mock.serverUrl, { token, ivrId: DEMO.ivrId })
  await socket.command({ t: 'enter' })
  await addToLog(mock, Math.ceil((messages - 6) / 2))
  await socket.command({ t: 'send', content: { kind: 'text', text: '人工' } })
  await socket.close()
}

const PAIRS_AT_ONCE = 1_000

/** What a customer says that the flow does not understand, and its answer, so many times over, in the newest session. */
async function addToLog({ centre }: MockServer, pairs: number): Promise<void> {
  const [newest] = await centre.ask<{ id: string }>('select session_id as id from sessions order by rowid desc limit 1')
  const pair: EntryDraft[] = [
    { from: { role: 'customer' }, body: { kind: 'text', text: '还没想好' } },
    {
      from: { role: 'system' },
      body: { kind: 'text', text: '没有找到对应的服务，请点击上方按钮，或回复“1”“2”“人工”。' },
    },
  ]
  for (let done = 0; done < pairs; done += PAIRS_AT_ONCE) {
    const drafts = Array.from({ length: Math.min(PAIRS_AT_ONCE, pairs - done) }, () => pair).flat()
    await centre.context.store.write('test', async (tx) => {
      const session = await tx.sessions.find(newest?.id ?? '')
      if (session) await tx.sessions.save(await tx.log.append(session, drafts))
    })
  }
}

/** Takes the session that rings. */
async function serve(agent: AgentSocket): Promise<string> {
  const rings = (frame: (typeof agent.frames)[number]) =>
    frame.t === 'desk' ? frame.desk.sessions.find(({ phase }) => phase === 'ringing') : undefined
  const last = agent.frames.findLastIndex((frame) => frame.t === 'desk')
  const frame = await agent.next((candidate) => rings(candidate) !== undefined, last)
  const sessionId = rings(frame)?.sessionId ?? ''
  await agent.command({ t: 'accept', sessionId })
  return sessionId
}
