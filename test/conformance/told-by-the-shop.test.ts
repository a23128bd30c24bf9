import { createHmac } from 'node:crypto'
import { type AgentSocket, loginCustomer, openCustomerSocket } from '@ccc-store/mock-server'
import { DEMO, signTold } from '@ccc-store/server'
import { describe, expect, test } from '@jest/globals'
import { agentOnline, deskOf, entriesOf, ringing, say } from './desk'
import { clock, mock } from './fresh-centre'

const card = { type: 'order' as const, title: '订单 7', price: '¥1.00' }
const attributes = { 等级: '金卡', VIP: 'yes' }

/** A customer who is served, and what a shop's back end would sign for them. */
async function served(user: string) {
  const login = await loginCustomer(mock.serverUrl, mock, user)
  const socket = await openCustomerSocket(mock.serverUrl, { token: login.token, ivrId: DEMO.ivrId })
  const sign = (what: 'card' | 'attributes', told: Record<string, string>, at = clock.now()) =>
    signTold(
      mock.openidSecret,
      { sdkAppId: mock.sdkAppId, openid: login.customer.openid, what },
      told,
      Math.floor(at / 1_000),
    )
  return { socket, sign }
}
const sendCard = (signature?: string, told: object = card) => ({
  t: 'send',
  content: { kind: 'card', card: told, ...(signature !== undefined && { signature }) },
})

/** The card as the log has it. */
async function cardOf({ socket }: Awaited<ReturnType<typeof served>>, command: object) {
  const answer = await socket.command(command)
  const seq = answer.t === 'ack' ? answer.seq : undefined
  await socket.next((frame) => frame.t === 'entries' && frame.entries.some((entry) => entry.seq === seq))
  return entriesOf(socket.frames).find((entry) => entry.seq === seq)?.body
}

async function trustAt(agent: AgentSocket, from: number) {
  const frame = await agent.next((one) => deskOf(one)?.sessions[0]?.customer.attributes !== undefined, from)
  return deskOf(frame)?.sessions[0]?.customer.attributesVerified
}

test('attributes whose names are numbers are signed in the order of their characters, as any language can', async () => {
  const zoe = await served('zoe')
  const seconds = Math.floor(clock.now() / 1_000)
  const { openid } = (await loginCustomer(mock.serverUrl, mock, 'zoe')).customer
  const text = [mock.sdkAppId, openid, 'attributes', '{"10":"a","9":"b"}', seconds].join('\n')
  const signature = `${seconds}.${createHmac('sha256', mock.openidSecret).update(text).digest('hex')}`
  const attributes = { 9: 'b', 10: 'a' }
  expect(await zoe.socket.command({ t: 'attributes', attributes, signature })).toMatchObject({ t: 'ack' })
})

describe('a card', () => {
  test('that the shop signed is verified, and the log keeps no signature', async () => {
    const zoe = await served('zoe')
    expect(await cardOf(zoe, sendCard(zoe.sign('card', card)))).toEqual({ kind: 'card', card, verified: true })
  })

  test('that a phone tells alone is not', async () => {
    const zoe = await served('zoe')
    expect(await cardOf(zoe, sendCard())).toEqual({ kind: 'card', card })
  })

  test('whose signature is older than ten minutes is sent, as the word of a phone', async () => {
    const zoe = await served('zoe')
    const signature = zoe.sign('card', card)
    clock.advance(600_000)
    expect(await cardOf(zoe, sendCard(signature))).toHaveProperty('verified', true)
    clock.advance(1_000)
    expect(await cardOf(zoe, sendCard(signature))).toEqual({ kind: 'card', card })
  })

  test('is verified whatever the order of its fields', async () => {
    const zoe = await served('zoe')
    const turned = { price: card.price, title: card.title, type: card.type }
    expect(await cardOf(zoe, sendCard(zoe.sign('card', card), turned))).toHaveProperty('verified', true)
  })

  test('with a signature for another price, another customer, another thing, or of nobody is refused', async () => {
    const [zoe, max] = [await served('zoe'), await served('max')]
    for (const command of [
      sendCard(zoe.sign('card', card), { ...card, price: '¥9,999.00' }),
      sendCard(max.sign('card', card)),
      sendCard(zoe.sign('attributes', card)),
      sendCard(`${Math.floor(clock.now() / 1_000)}.${'0'.repeat(64)}`),
      sendCard('nonsense'),
    ]) {
      expect(await zoe.socket.command(command)).toMatchObject({ t: 'nack', error: { code: 'SHOP_SIGNATURE_INVALID' } })
    }
  })
})

describe('attributes', () => {
  test('reach the desk as the word of a phone, until the shop has signed them', async () => {
    const agent = await agentOnline(mock, 0)
    const zoe = await served('zoe')
    await zoe.socket.command({ t: 'enter' })
    await zoe.socket.command(say('人工'))
    await agent.command({ t: 'accept', sessionId: await ringing(agent) })
    let from = agent.frames.length
    await zoe.socket.command({ t: 'attributes', attributes })
    expect(await trustAt(agent, from)).toBeUndefined()
    from = agent.frames.length
    await zoe.socket.command({ t: 'attributes', attributes, signature: zoe.sign('attributes', attributes) })
    expect(await trustAt(agent, from)).toBe(true)
    from = agent.frames.length
    await zoe.socket.command({ t: 'attributes', attributes: { 等级: '钻石' } })
    expect(await trustAt(agent, from)).toBeUndefined()
  })
})
