import { CustomerLoginResponse, parse } from '@ccc-store/core/protocol'
import { openAgentSocket, openCustomerSocket, post } from '@ccc-store/mock-server'
import { DEMO } from '@ccc-store/server'
import { describe, expect, test } from '@jest/globals'
import { agentOnline, customer, customerInNeed, deskOf, entriesOf, inService, ringing, say, stateIs } from './desk'
import { clock, mock } from './fresh-centre'

const nack = (code: string) => ({ t: 'nack', error: { code } })

describe('the queue', () => {
  test('P6 can be left, which moves those behind up at once', async () => {
    const { agent, sessionId } = await inService(mock, 'first')
    const [zoe, max] = [await customerInNeed(mock, 'zoe'), await customerInNeed(mock, 'max')]
    await stateIs(max, (state) => state.waitNo === 1)
    expect(await zoe.command({ t: 'leave' })).toMatchObject({ t: 'ack' })
    await stateIs(zoe, (state) => state.closeReason === 'customer_left')
    await stateIs(max, (state) => state.waitNo === 0)
    expect(await zoe.command({ t: 'leave' })).toMatchObject(nack('QUEUE_LEFT'))
    await agent.command({ t: 'end', sessionId })
    await stateIs(max, (state) => state.phase === 'ringing')
  })

  test('P5 P6 left while an agent rings gives the place to the next', async () => {
    const agent = await agentOnline(mock, 0)
    const zoe = await customerInNeed(mock, 'zoe')
    const sessionId = await ringing(agent)
    const max = await customerInNeed(mock, 'max')
    await stateIs(max, (state) => state.phase === 'queued')
    await zoe.command({ t: 'leave' })
    await stateIs(max, (state) => state.phase === 'ringing')
    expect(await agent.command({ t: 'accept', sessionId })).toMatchObject(nack('SESSION_NOT_RINGING'))
  })
})

describe('a session', () => {
  test('is ended by its customer, who is asked to rate it; the agent is told and is free', async () => {
    const { agent, zoe, sessionId } = await inService(mock)
    const max = await customerInNeed(mock, 'max')
    await stateIs(max, (state) => state.phase === 'queued')
    expect(await zoe.commandWithId('e1', { t: 'end' })).toMatchObject({ t: 'ack' })
    expect(await zoe.commandWithId('e1', { t: 'end' })).toMatchObject({ t: 'ack' })
    await stateIs(zoe, (state) => state.closeReason === 'customer_ended' && state.rating?.sessionId === sessionId)
    await agent.next((frame) => deskOf(frame)?.sessions[0]?.closeReason === 'customer_ended')
    await stateIs(max, (state) => state.phase === 'ringing')
    expect(await zoe.command({ t: 'end' })).toMatchObject(nack('SESSION_OVER'))
  })
})

describe('the wait', () => {
  test('is estimated from recent services, once there are enough', async () => {
    const agent = await agentOnline(mock, 0)
    let from = 0
    for (let i = 0; i < 5; i += 1) {
      await customerInNeed(mock, `served ${i}`)
      const sessionId = await ringing(agent, from)
      await agent.command({ t: 'accept', sessionId })
      await serveNobodyElse(i)
      clock.advance(120_000)
      await agent.command({ t: 'end', sessionId })
      from = agent.frames.length
    }
    await customerInNeed(mock, 'zoe')
    await agent.command({ t: 'accept', sessionId: await ringing(agent, from) })
    const max = await customerInNeed(mock, 'max')
    await stateIs(max, (state) => state.waitNo === 0 && state.waitMinutes === 2)
    const ada = await customerInNeed(mock, 'ada')
    await stateIs(ada, (state) => state.waitNo === 1 && state.waitMinutes === 4)
  })

  /** Somebody waits behind the one being served, and learns of no time before there is enough to tell it from. */
  async function serveNobodyElse(served: number) {
    const waits = await customerInNeed(mock, `waits ${served}`)
    const frame = await stateIs(waits, (state) => state.phase === 'queued')
    expect(frame).not.toHaveProperty('state.waitMinutes')
    await waits.command({ t: 'leave' })
  }
})

describe('a rating', () => {
  const rate = { t: 'rate', score: 5, tags: ['态度友好'], comment: '很好' }

  test('is asked for at the end, given once, and seen at the desk', async () => {
    const { agent, zoe, sessionId } = await inService(mock)
    expect(await zoe.command({ ...rate, sessionId })).toMatchObject(nack('RATING_NOT_INVITED'))
    await agent.command({ t: 'end', sessionId })
    await stateIs(zoe, (state) => state.rating?.sessionId === sessionId && state.rating.tags.length > 0)
    expect(await zoe.command({ ...rate, sessionId, tags: ['不是选项'] })).toMatchObject(nack('REQUEST_INVALID'))
    expect(await zoe.commandWithId('r1', { ...rate, sessionId })).toMatchObject({ t: 'ack' })
    expect(await zoe.commandWithId('r1', { ...rate, sessionId })).toMatchObject({ t: 'ack' })
    expect(await zoe.command({ ...rate, sessionId })).toMatchObject(nack('RATING_DONE'))
    await stateIs(zoe, (state) => state.phase === 'closed' && state.rating === undefined)
    await agent.next((frame) => deskOf(frame)?.sessions[0]?.rating === 'rated')
    await agent.next((frame) => frame.t === 'entries' && frame.entries.some(({ body }) => body.kind === 'rating'))
    expect(entriesOf(zoe.frames).filter(({ body }) => body.kind === 'rating')).toHaveLength(1)
  })

  test('can be invited by the agent, once', async () => {
    const { agent, zoe, sessionId } = await inService(mock)
    expect(await agent.command({ t: 'inviteRating', sessionId })).toMatchObject({ t: 'ack' })
    expect(await agent.command({ t: 'inviteRating', sessionId })).toMatchObject(nack('RATING_DONE'))
    await stateIs(zoe, (state) => state.phase === 'serving' && state.rating !== undefined)
    await agent.command({ t: 'end', sessionId })
    await stateIs(zoe, (state) => state.phase === 'closed')
    expect(entriesOf(zoe.frames).filter(({ body }) => body.kind === 'rating_invite')).toHaveLength(1)
  })

  test('comes too late after 24 hours', async () => {
    const { agent, zoe, sessionId } = await inService(mock)
    await agent.command({ t: 'end', sessionId })
    clock.advance(24 * 3_600_000 + 1)
    expect(await zoe.command({ ...rate, sessionId })).toMatchObject(nack('RATING_EXPIRED'))
    const again = await openCustomerSocket(mock.serverUrl, { token: zoe.token, ivrId: DEMO.ivrId })
    expect(again.frames[0]).toMatchObject({ t: 'welcome', state: { phase: 'closed' } })
    expect(again.frames[0]).not.toHaveProperty('state.rating')
  })

  test('can be given for as long as it stands, also in the next session, where it is about the one before', async () => {
    const { agent, zoe, sessionId } = await inService(mock)
    await agent.command({ t: 'end', sessionId })
    await zoe.command(say('再问一下'))
    const frame = await stateIs(zoe, (state) => state.phase === 'flow' && state.rating?.sessionId === sessionId)
    expect(await zoe.command({ ...rate, sessionId, score: 2, tags: ['等待太久'] })).toMatchObject({ t: 'ack' })
    await stateIs(zoe, (state) => state.phase === 'flow' && state.rating === undefined, zoe.frames.indexOf(frame))
    await agent.next((one) => deskOf(one)?.sessions[0]?.rating === 'rated')
    const rating = entriesOf(zoe.frames).find(({ body }) => body.kind === 'rating')
    expect(rating).toMatchObject({ body: { sessionId, score: 2 } })
    expect(rating?.sessionId).not.toBe(sessionId)
    // P4: the stretch of the rated session has neither grown nor got a hole
    const stretch = entriesOf(zoe.frames).filter((entry) => entry.sessionId === sessionId)
    const again = await openAgentSocket(mock.serverUrl, { token: agent.token, positions: { [sessionId]: 0 } })
    const got = await again.next((one) => one.t === 'entries' && one.sessionId === sessionId)
    expect(got.t === 'entries' && got.entries.map(({ seq }) => seq)).toEqual(stretch.map(({ seq }) => seq))
    expect(await zoe.command({ ...rate, sessionId })).toMatchObject(nack('RATING_DONE'))
  })

  test("P10 of somebody else's session is refused", async () => {
    const { agent, sessionId } = await inService(mock)
    await agent.command({ t: 'end', sessionId })
    const max = await customerInNeed(mock, 'max')
    expect(await max.command({ ...rate, sessionId })).toMatchObject(nack('RATING_NOT_INVITED'))
  })
})

describe('a message left while nobody was online', () => {
  const leave = { t: 'leaveMessage', text: '请给我回电', contact: '13800000000' }
  const leftOn = (frame: Parameters<typeof deskOf>[0]) => deskOf(frame)?.leftMessages ?? []

  async function left() {
    const zoe = await customerInNeed(mock, 'zoe')
    await stateIs(zoe, (state) => state.canLeaveMessage === true)
    await zoe.command(leave)
    const agent = await agentOnline(mock, 0)
    const frame = await agent.next((one) => leftOn(one).length > 0)
    const [message] = leftOn(frame)
    return { zoe, agent, message, sessionId: message?.sessionId }
  }

  test('is wanted only then, and can be changed until somebody deals with it', async () => {
    const zoe = await customer(mock, 'zoe')
    expect(await zoe.command(leave)).toMatchObject(nack('MESSAGE_NOT_WANTED'))
    await zoe.command(say('人工'))
    await zoe.command(say('人工'))
    await stateIs(zoe, (state) => state.canLeaveMessage === true)
    expect(await zoe.commandWithId('l1', leave)).toMatchObject({ t: 'ack' })
    expect(await zoe.commandWithId('l1', leave)).toMatchObject({ t: 'ack' })
    expect(entriesOf(zoe.frames).filter(({ body }) => body.kind === 'message_left')).toHaveLength(1)
    await stateIs(zoe, (state) => state.leftMessage?.contact === leave.contact)
    expect(await zoe.command({ ...leave, contact: '13900000000' })).toMatchObject({ t: 'ack' })
    const changed = await stateIs(zoe, (state) => state.leftMessage?.contact === '13900000000')
    const agent = await agentOnline(mock, 0)
    const frame = await agent.next((one) => leftOn(one).length > 0)
    expect(leftOn(frame)).toMatchObject([{ text: leave.text, contact: '13900000000' }])
    await agent.command({ t: 'dismissLeft', sessionId: leftOn(frame)[0]?.sessionId })
    await stateIs(zoe, (state) => state.canLeaveMessage === undefined, zoe.frames.indexOf(changed))
    expect(await zoe.command(leave)).toMatchObject(nack('MESSAGE_NOT_WANTED'))
  })

  test('P6 instead of waiting gives the place in the queue to those behind', async () => {
    await inService(mock, 'first')
    const [zoe, max] = [await customerInNeed(mock, 'zoe'), await customerInNeed(mock, 'max')]
    await stateIs(zoe, (state) => state.phase === 'queued' && state.canLeaveMessage === true)
    await stateIs(max, (state) => state.waitNo === 1)
    expect(await zoe.command(leave)).toMatchObject({ t: 'ack' })
    await stateIs(zoe, (state) => state.closeReason === 'customer_left' && state.leftMessage?.text === leave.text)
    await stateIs(max, (state) => state.waitNo === 0)
    const agent = await agentOnline(mock, 1)
    await agent.next((one) => leftOn(one).length === 1)
  })

  test('P5 is answered by one agent, in a new session that is served at once', async () => {
    const { zoe, agent, message, sessionId } = await left()
    expect(message).toMatchObject({ text: leave.text, contact: leave.contact })
    const other = await agentOnline(mock, 1)
    const answers = await Promise.all([agent, other].map((one) => one.command({ t: 'answerLeft', sessionId })))
    expect(answers.map(({ t }) => t).sort()).toEqual(['ack', 'nack'])
    await stateIs(zoe, (state) => state.phase === 'serving')
    await agent.next((frame) => leftOn(frame).length === 0, agent.frames.length - 1)
  })

  test('P5 cannot be answered while its customer is in a session, or by an agent who is full', async () => {
    const { zoe, agent, sessionId } = await left()
    await zoe.command(say('在吗'))
    expect(await agent.command({ t: 'answerLeft', sessionId })).toMatchObject(nack('CUSTOMER_IN_SESSION'))
    await zoe.command(say('人工'))
    await agent.command({ t: 'end', sessionId: await acceptNext(agent) })
    await fill(agent)
    expect(await agent.command({ t: 'answerLeft', sessionId })).toMatchObject(nack('AGENT_FULL'))
  })

  /** Takes all the sessions the agent has places for. */
  async function fill(agent: Awaited<ReturnType<typeof agentOnline>>) {
    for (let user = 0; ; user += 1) {
      const waiting = await customerInNeed(mock, `filler ${user}`)
      const state = await stateIs(waiting, ({ phase }) => phase === 'queued' || phase === 'ringing')
      if (state.t !== 'error' && 'state' in state && state.state.phase === 'queued') return
      await acceptNext(agent)
    }
  }
  async function acceptNext(agent: Awaited<ReturnType<typeof agentOnline>>) {
    const sessionId = await ringing(agent, agent.frames.length - 1)
    await agent.command({ t: 'accept', sessionId })
    return sessionId
  }

  test('can be dismissed', async () => {
    const { agent, sessionId } = await left()
    expect(await agent.command({ t: 'dismissLeft', sessionId })).toMatchObject({ t: 'ack' })
    expect(await agent.command({ t: 'answerLeft', sessionId })).toMatchObject(nack('LEFT_MESSAGE_UNKNOWN'))
  })
})

describe('read marks', () => {
  test('count what is unread, and tell each side how far the other has read', async () => {
    const { agent, zoe, sessionId } = await inService(mock)
    const before = await stateIs(zoe, (state) => state.phase === 'serving')
    const head = entriesOf(zoe.frames).at(-1)?.seq ?? 0
    zoe.send({ t: 'read', seq: head })
    const read = await stateIs(zoe, (state) => state.unread === 0, zoe.frames.indexOf(before))
    for (const text of ['一', '二']) await agent.command({ ...say(text), sessionId })
    await stateIs(zoe, (state) => state.unread === 2, zoe.frames.indexOf(read))
    const last = entriesOf(zoe.frames).at(-1)?.seq ?? 0
    zoe.send({ t: 'read', seq: last + 100 })
    await agent.next((frame) => deskOf(frame)?.sessions[0]?.readByCustomer === last)
    zoe.send({ t: 'read', seq: 1 })
    const mine = Object(await zoe.command(say('好的')))
    agent.send({ t: 'read', sessionId, seq: mine.seq })
    await stateIs(zoe, (state) => state.readByAgent === mine.seq && state.unread === 0)
  })

  test('a message taken back is unread no longer', async () => {
    const { agent, zoe, sessionId } = await inService(mock)
    zoe.send({ t: 'read', seq: 1_000 })
    await stateIs(zoe, (state) => state.unread === 0)
    const { seq } = Object(await agent.command({ ...say('哎呀'), sessionId }))
    await stateIs(zoe, (state) => state.unread === 1)
    await agent.command({ t: 'recall', sessionId, seq })
    await stateIs(zoe, (state) => state.unread === 0, zoe.frames.length - 1)
  })
})

describe('typing', () => {
  test('is told to the other side and never logged', async () => {
    const { agent, zoe, sessionId } = await inService(mock)
    const head = entriesOf(zoe.frames).at(-1)?.seq
    zoe.send({ t: 'typing' })
    expect(await agent.next((frame) => frame.t === 'typing')).toEqual({ t: 'typing', sessionId })
    agent.send({ t: 'typing', sessionId })
    await zoe.next((frame) => frame.t === 'typing')
    const again = await openCustomerSocket(mock.serverUrl, { token: zoe.token, ivrId: DEMO.ivrId })
    expect(entriesOf(again.frames).at(-1)?.seq).toBe(head)
  })

  test('P10 reaches nobody else', async () => {
    const { zoe, sessionId } = await inService(mock)
    const [max, other] = [await customerInNeed(mock, 'max'), await agentOnline(mock, 1)]
    await ringing(other)
    other.send({ t: 'typing', sessionId })
    zoe.send({ t: 'typing' })
    await Promise.all([max.command({ t: 'enter' }), other.command({ t: 'status', status: 'online' })])
    for (const socket of [zoe, max, other]) expect(socket.frames.filter(({ t }) => t === 'typing')).toEqual([])
  })
})

describe('what the agent knows of the customer', () => {
  test('is what the mini-program told, as last told', async () => {
    const { agent, zoe } = await inService(mock)
    await zoe.command({ t: 'attributes', attributes: { 会员等级: '金卡' } })
    await agent.next((frame) => deskOf(frame)?.sessions[0]?.customer.attributes?.会员等级 === '金卡')
    await zoe.command({ t: 'attributes', attributes: {} })
    await agent.next((frame) => Object.keys(deskOf(frame)?.sessions[0]?.customer.attributes ?? { x: 1 }).length === 0)
  })

  test('is refused where it is more than can be shown', async () => {
    const { zoe } = await inService(mock)
    for (const attributes of [{ ['k'.repeat(51)]: 'v' }, { k: 'v'.repeat(201) }, { k: 1 }, { '': 'v' }]) {
      expect(await zoe.command({ t: 'attributes', attributes })).toMatchObject(nack('FRAME_INVALID'))
    }
  })

  test('reaches back through earlier sessions, page by page', async () => {
    const { agent, zoe, sessionId } = await inService(mock)
    for (let i = 0; i < 60; i += 1) await zoe.command(say(`first session ${i}`))
    await agent.command({ t: 'end', sessionId })
    await zoe.command(say('again'))
    await zoe.command(say('人工'))
    const second = await ringing(agent, agent.frames.length - 1)
    await agent.command({ t: 'accept', sessionId: second })
    let before = entriesOf(zoe.frames).findLast((entry) => entry.sessionId !== second)?.seq ?? 0
    const top = before
    const got: number[] = []
    while (before > 1) {
      const from = agent.frames.length
      agent.send({ t: 'history', sessionId: second, before })
      const page = await agent.next((frame) => frame.t === 'history', from)
      const seqs = page.t === 'history' ? page.entries.map((entry) => entry.seq) : []
      got.unshift(...seqs)
      before = seqs[0] ?? 1
    }
    expect(got).toEqual(Array.from({ length: top - 1 }, (_, i) => i + 1))
  })

  test("P10 is not to be had of somebody else's session", async () => {
    const { sessionId } = await inService(mock)
    const other = await agentOnline(mock, 1)
    other.send({ t: 'history', sessionId, before: 10 })
    expect(await other.next((frame) => frame.t === 'error')).toMatchObject({
      fatal: false,
      error: { code: 'SESSION_UNKNOWN' },
    })
    expect(await other.command({ t: 'status', status: 'online' })).toMatchObject({ t: 'ack' })
  })
})

describe('P10 a blocked customer', () => {
  test('P10 is cut off, refused everywhere, and let in again by an administrator', async () => {
    const { agent, zoe, sessionId } = await inService(mock)
    expect(await agent.command({ t: 'block', sessionId })).toMatchObject({ t: 'ack' })
    expect(await zoe.next((frame) => frame.t === 'error')).toMatchObject({
      fatal: true,
      error: { code: 'CUSTOMER_BLOCKED' },
    })
    await zoe.closed
    await agent.next((frame) => deskOf(frame)?.sessions[0]?.closeReason === 'blocked')
    const again = await openCustomerSocket(mock.serverUrl, { token: zoe.token, ivrId: DEMO.ivrId })
    expect(again.frames[0]).toMatchObject({ t: 'error', error: { code: 'CUSTOMER_BLOCKED' } })
    await expect(customer(mock, 'zoe')).rejects.toThrow('CUSTOMER_BLOCKED')
    await unblock()
    await customer(mock, 'zoe')
  })

  async function unblock() {
    const { body } = await post(`${mock.serverUrl}/v1/admin/login`, mock.admin)
    const headers = { authorization: `Bearer ${Object(body).token}`, 'content-type': 'application/json' }
    const list = await (await fetch(`${mock.serverUrl}/v1/admin/customers/blocked`, { headers })).json()
    const [{ customerId }] = Object(list).customers
    const url = `${mock.serverUrl}/v1/admin/customers/${customerId}/blocked`
    const answer = await fetch(url, { method: 'PUT', headers, body: JSON.stringify({ blocked: false }) })
    expect(answer.status).toBe(204)
  }
})

describe('P10 logging out', () => {
  const call = (path: string, token: string) =>
    fetch(`${mock.serverUrl}/v1/customer/${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}` } })

  test('P10 ends what the login was refreshed to, and the sockets opened with it; not the login of another phone', async () => {
    const zoe = await customer(mock, 'zoe')
    const other = await customer(mock, 'zoe')
    const renewed = parse(CustomerLoginResponse, await (await call('refresh', zoe.token)).json())
    expect((await call('logout', zoe.token)).status).toBe(204)
    expect(await zoe.next((frame) => frame.t === 'error')).toMatchObject({ error: { code: 'UNAUTHENTICATED' } })
    await zoe.closed
    expect((await call('refresh', renewed.token)).status).toBe(401)
    expect(await other.command({ t: 'enter' })).toMatchObject({ t: 'ack' })
  })
})

describe('a token', () => {
  test('is renewed while it is good, and no longer', async () => {
    const { token } = await customer(mock, 'zoe')
    const refresh = (bearer: string) =>
      fetch(`${mock.serverUrl}/v1/customer/refresh`, { method: 'POST', headers: { authorization: `Bearer ${bearer}` } })
    const renewed = parse(CustomerLoginResponse, await (await refresh(token)).json())
    expect(renewed.token).not.toBe(token)
    const week = 7 * 24 * 3_600_000
    clock.advance(week - 1)
    const later = parse(CustomerLoginResponse, await (await refresh(renewed.token)).json())
    clock.advance(2)
    expect((await refresh(renewed.token)).status).toBe(401)
    const socket = await openCustomerSocket(mock.serverUrl, { token: later.token, ivrId: DEMO.ivrId })
    expect(socket.frames[0]?.t).toBe('welcome')
  })
})
