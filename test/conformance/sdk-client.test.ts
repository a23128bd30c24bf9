import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loginCustomer, type MockServer, startMockServer } from '@ccc-store/mock-server'
import { DEMO } from '@ccc-store/server'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createChatClient } from '../../sdk/client/chat-client'
import type { ChatSnapshot } from '../../sdk/client/chat-snapshot'
import { SESSION_KEY } from '../../sdk/login/session-record'
import type { LocalFile } from '../../sdk/platform/local-file'
import { createTransport } from '../../sdk/transport/create-transport'
import { createSocketLink } from '../../sdk/transport/socket-link'
import { agentOnline, deskOf, ringing } from './desk'
import { SAMPLES } from './files'
import { NodePhone } from './node-phone'

let mock: MockServer
let folder: string
const ends: (() => void)[] = []

beforeEach(async () => {
  mock = await startMockServer({ agent: false })
  folder = mkdtempSync(join(tmpdir(), 'ccc-phone-'))
})
afterEach(async () => {
  for (const end of ends.splice(0)) end()
  await mock.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The SDK's client on a phone of its own, logged in and listening. */
async function phoneOf(user: string) {
  const phone = new NodePhone()
  let session = await loginCustomer(mock.serverUrl, mock, user)
  const sessions = {
    getSession: () => session,
    requestLogin: async () => {
      session = await loginCustomer(mock.serverUrl, mock, user)
      return session
    },
  }
  const centre = `1@${mock.serverUrl}`
  const client = createChatClient(phone, sessions, centre, (owner) =>
    createTransport(phone, sessions, mock.serverUrl, owner, createSocketLink),
  )
  const errors: string[] = []
  const looks = new Set<() => void>()
  const stop = client.subscribe(DEMO.ivrId, {
    changed: () => {
      for (const look of [...looks]) look()
    },
    error: ({ code }) => errors.push(code),
  })
  ends.push(stop)
  /** resolves once what a page shows fits */
  const shows = (fits: (snapshot: ChatSnapshot) => boolean) =>
    new Promise<ChatSnapshot>((resolve, reject) => {
      const late = setTimeout(() => {
        looks.delete(look)
        const { conversation, pending, connection } = client.snapshot
        reject(new Error(`never shown: ${JSON.stringify({ ...conversation, pending, connection })}`))
      }, 8_000)
      const look = () => {
        if (!fits(client.snapshot)) return
        clearTimeout(late)
        looks.delete(look)
        resolve(client.snapshot)
      }
      looks.add(look)
      look()
    })
  const file = (kind: LocalFile['kind']): LocalFile => {
    const { name, bytes } = SAMPLES[kind]
    writeFileSync(join(folder, name), bytes)
    return { kind, path: join(folder, name), name, size: bytes.length, seconds: 3, width: 4, height: 3 }
  }
  await shows(({ conversation }) => conversation.state.phase === 'flow')
  return { client, phone, shows, file, errors, sessions, centre, session }
}

const isSettled = ({ pending }: ChatSnapshot) => pending.length === 0
const own = ({ conversation }: ChatSnapshot) => conversation.entries.filter(({ from }) => from.role === 'customer')

/** A phone in service with an agent. */
async function inService(user = 'zoe') {
  const agent = await agentOnline(mock, 0)
  const zoe = await phoneOf(user)
  zoe.client.say('人工')
  const sessionId = await ringing(agent)
  await agent.command({ t: 'accept', sessionId })
  await zoe.shows(({ conversation }) => conversation.state.phase === 'serving')
  return { agent, sessionId, ...zoe }
}

describe('the client of the SDK, on the real server', () => {
  test('P3 says everything there is to say, in the order it was given', async () => {
    const { client, shows, file } = await inService()
    client.sendFile(file('image'))
    client.say('that is it')
    client.sendFile(file('voice'))
    client.sendFile(file('video'))
    client.sendFile(file('file'))
    client.send({ kind: 'location', latitude: 22.5, longitude: 113.9, name: 'here', address: 'there' })
    client.send({ kind: 'link', url: 'https://a.b', title: 'a' })
    client.send({ kind: 'card', card: { type: 'product', title: 'Tea', path: 'pages/tea' } })
    const kinds = own(await shows(isSettled)).map(({ body }) => body.kind)
    expect(kinds).toEqual(['text', 'image', 'text', 'voice', 'video', 'file', 'location', 'link', 'card'])
  })
  test('shows a file by its link, and by a fresh one', async () => {
    const { client, shows, file } = await phoneOf('zoe')
    client.sendFile(file('file'))
    const [entry] = own(await shows(isSettled))
    if (entry?.body.kind !== 'file') throw new Error('no file')
    const bytes = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer())
    expect(entry.body.file.name).toBe(SAMPLES.file.name)
    expect(await bytes(client.fileUrl(entry.body.file.url))).toEqual(SAMPLES.file.bytes)
    expect(await bytes(await client.freshFileUrl(entry.body.file.fileId))).toEqual(SAMPLES.file.bytes)
    await expect(client.freshFileUrl('x'.repeat(24))).rejects.toMatchObject({ code: 'FILE_UNKNOWN' })
  })
  test('P2 sends a file once although the answer to its upload was lost and the line broke', async () => {
    const { client, phone, shows, file } = await phoneOf('zoe')
    phone.losesUploadAnswers = 1
    client.sendFile(file('image'))
    client.say('after')
    await shows(({ pending }) => pending[0]?.status === 'sending' || pending.length === 0)
    phone.cut()
    expect(own(await shows(isSettled)).map(({ body }) => body.kind)).toEqual(['image', 'text'])
  })
  test('says why a file was refused, and goes on', async () => {
    const { client, shows, file } = await phoneOf('zoe')
    client.sendFile({ ...file('file'), kind: 'image' })
    client.say('after')
    const { pending } = await shows(({ pending: [first, ...rest] }) => first?.status === 'failed' && rest.length === 0)
    expect(pending[0]?.error?.code).toBe('FILE_KIND')
  })
  test('recalls, and blanks what quoted it', async () => {
    const { client, shows } = await phoneOf('zoe')
    client.say('oops')
    const seq = own(await shows(isSettled))[0]?.seq ?? 0
    client.say('that was wrong', seq)
    client.recall(seq)
    const bodies = own(await shows(isSettled)).map(({ body }) => body)
    expect(bodies).toMatchObject([
      { kind: 'recalled' },
      { kind: 'text', quote: { seq, kind: 'recalled', text: '' } },
      { kind: 'recall', target: seq },
    ])
  })
  test('hears and tells what is read and who types', async () => {
    const { client, agent, sessionId, shows } = await inService()
    agent.send({ t: 'typing', sessionId })
    await shows(({ agentTyping }) => agentTyping)
    await agent.command({ t: 'send', sessionId, content: { kind: 'text', text: 'hello' } })
    const { conversation } = await shows(({ agentTyping, unread }) => !agentTyping && unread > 0)
    client.typing()
    await agent.next(({ t }) => t === 'typing')
    const seq = conversation.entries.at(-1)?.seq ?? 0
    client.read(seq)
    expect(client.snapshot.unread).toBe(0)
    await agent.next((frame) => deskOf(frame)?.sessions[0]?.readByCustomer === seq)
    agent.send({ t: 'read', sessionId, seq })
    await shows((snapshot) => snapshot.conversation.state.readByAgent === seq)
  })
  test('tells the agent about the customer', async () => {
    const { client, agent } = await inService()
    client.setAttributes({ level: 'gold' })
    await agent.next((frame) => deskOf(frame)?.sessions[0]?.customer.attributes?.level === 'gold')
  })
  test('rates a session that ended, once', async () => {
    const { client, agent, sessionId, shows, errors } = await inService()
    await agent.command({ t: 'end', sessionId })
    await shows(({ conversation }) => conversation.state.rating !== undefined)
    client.once({ t: 'rate', sessionId, score: 5, tags: [], comment: 'thanks' })
    await shows(({ conversation: { state }, pending }) => state.rating === undefined && pending.length === 0)
    client.once({ t: 'rate', sessionId, score: 1, tags: [] })
    await shows(isSettled)
    expect(errors).toEqual(['RATING_DONE'])
  })
  test('leaves the queue, once', async () => {
    await inService('first')
    const { client, shows, errors } = await phoneOf('zoe')
    client.say('人工')
    await shows(({ conversation }) => conversation.state.phase === 'queued')
    client.once({ t: 'leave' })
    await shows(
      ({ conversation, pending }) => conversation.state.closeReason === 'customer_left' && pending.length === 0,
    )
    client.once({ t: 'leave' })
    await shows(isSettled)
    expect(errors).toEqual(['QUEUE_LEFT'])
  })
  test('leaves a message where nobody is online', async () => {
    const { client, shows } = await phoneOf('zoe')
    client.say('人工')
    await shows(({ conversation }) => conversation.state.canLeaveMessage === true)
    client.once({ t: 'leaveMessage', text: 'call me', contact: '10086' })
    const done = await shows(
      ({ conversation, pending }) => conversation.state.leftMessage !== undefined && pending.length === 0,
    )
    expect(own(done).at(-1)?.body).toEqual({ kind: 'message_left', text: 'call me', contact: '10086' })
  })
  test('is told that the customer is blocked, and stays away', async () => {
    const { agent, sessionId, shows, client, phone } = await inService()
    await agent.command({ t: 'block', sessionId })
    await shows(({ connection }) => connection.status === 'failed' && connection.error?.code === 'CUSTOMER_BLOCKED')
    client.reconnect()
    await shows(({ connection }) => connection.status === 'failed')
    expect(phone.sockets.size).toBeLessThanOrEqual(1)
  })
  test('renews a token that is about to end', async () => {
    const { client, phone, session, centre, shows } = await phoneOf('zoe')
    const since = Date.now() - 10 * (session.expiresAt - Date.now())
    phone.storage.write(SESSION_KEY, { of: centre, session, since })
    phone.cut()
    await shows(({ connection }) => connection.status === 'reconnecting')
    const written = new Promise<unknown>((resolve) => {
      const { write } = phone.storage
      phone.storage.write = (key, value) => {
        write(key, value)
        if (key === SESSION_KEY) resolve(value)
      }
    })
    client.reconnect()
    const record = await written
    expect(record).toMatchObject({ of: centre, session: { customer: session.customer } })
    expect(Reflect.get(Object(Reflect.get(Object(record), 'session')), 'token')).not.toBe(session.token)
  })
})
