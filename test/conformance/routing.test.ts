import type { AgentServerFrame } from '@ccc-store/core/protocol'
import { type AgentSocket, type CustomerSocket, openAgentSocket } from '@ccc-store/mock-server'
import { describe, expect, test } from '@jest/globals'
import { agentOnline, customer, customerInNeed, deskOf, entriesOf, ringing, say, stateIs, textsOf } from './desk'
import { clock, mock } from './fresh-centre'

const DAY_MS = 24 * 3_600_000

const waitNos = (socket: CustomerSocket) =>
  socket.frames.flatMap((frame) =>
    frame.t === 'entries' && frame.state.waitNo !== undefined ? [frame.state.waitNo] : [],
  )

describe('P6 the queue', () => {
  test('P6 first come, first served, and the number ahead is true and never rises', async () => {
    const agent = await agentOnline(mock, 0)
    const served = await customerInNeed(mock, 'first')
    const first = await ringing(agent)
    await agent.command({ t: 'accept', sessionId: first })
    await stateIs(served, (state) => state.phase === 'serving')

    const queue: CustomerSocket[] = []
    for (const user of ['second', 'third', 'fourth']) {
      const socket = await customerInNeed(mock, user)
      await stateIs(socket, (state) => state.phase === 'queued')
      queue.push(socket)
    }
    expect(queue.map((socket) => waitNos(socket)[0])).toEqual([0, 1, 2])
    expect(textsOf(entriesOf(queue[2]?.frames ?? []))).toContain(
      '客服正忙，您前面还有 2 位，客服空闲后会依次为您接入。',
    )

    let current = first
    for (const [i, socket] of queue.entries()) {
      const from = agent.frames.length
      await agent.command({ t: 'end', sessionId: current })
      current = await ringing(agent, from)
      await agent.command({ t: 'accept', sessionId: current })
      await stateIs(socket, (state) => state.phase === 'serving' && state.agent?.staffNo === '1001')
      const next = queue[i + 1]
      if (next) await stateIs(next, (state) => state.waitNo === 0)
    }
    for (const socket of queue) {
      const seen = waitNos(socket)
      expect(seen).toEqual([...seen].sort((a, b) => b - a))
    }
  })

  test('P6 a newcomer never passes those who wait, even where an agent is free', async () => {
    const agent = await agentOnline(mock, 0)
    await customerInNeed(mock, 'served')
    await agent.command({ t: 'accept', sessionId: await ringing(agent) })
    const waiting = await customerInNeed(mock, 'waiting')
    await stateIs(waiting, (state) => state.waitNo === 0)
    // an agent who came online without being dispatched to, as no command can bring about
    await mock.centre.ask(`update accounts set status = 'online'`)
    const newcomer = await customerInNeed(mock, 'newcomer')
    await stateIs(newcomer, (state) => state.phase === 'queued' && state.waitNo === 1)
  })

  test('P6 an unanswered offer keeps its place, and the number of those behind does not rise', async () => {
    const agent = await agentOnline(mock, 0)
    await customerInNeed(mock, 'served')
    const served = await ringing(agent)
    await agent.command({ t: 'accept', sessionId: served })
    const zoe = await customerInNeed(mock, 'zoe')
    await stateIs(zoe, (state) => state.waitNo === 0)
    const max = await customerInNeed(mock, 'max')
    await stateIs(max, (state) => state.waitNo === 1)
    const ending = agent.frames.length
    await agent.command({ t: 'end', sessionId: served })
    const first = await ringing(agent, ending)
    await stateIs(zoe, (state) => state.phase === 'ringing')
    const declining = zoe.frames.length
    await agent.command({ t: 'decline', sessionId: first })
    await stateIs(zoe, (state) => state.phase === 'queued' && state.waitNo === 0, declining)
    const from = agent.frames.length
    await agent.command({ t: 'status', status: 'online' })
    expect(await ringing(agent, from)).toBe(first)
    expect(waitNos(max)).toEqual([1])
  })
})

describe('agents who are not there', () => {
  test('an offer that rings out with nobody else online is refused in the words for that', async () => {
    await agentOnline(mock, 0)
    const zoe = await customerInNeed(mock, 'zoe')
    await stateIs(zoe, (state) => state.phase === 'ringing')
    clock.advance(30_000)
    await stateIs(zoe, (state) => state.closeReason === 'no_agent')
    expect(textsOf(entriesOf(zoe.frames)).at(-1)).toBe('当前没有客服在线，请稍后再来咨询。')
  })

  test('an agent without a socket for a minute is away; one who comes back in time is not', async () => {
    const agent = await agentOnline(mock, 0)
    agent.cut()
    await agent.closed
    clock.advance(59_000)
    const again = await openAgentSocket(mock.serverUrl, { token: agent.token })
    expect(deskOf(again.frames[0] ?? { t: 'pong' })?.status).toBe('online')
    clock.advance(60_000)
    const zoe = await customerInNeed(mock, 'zoe')
    await stateIs(zoe, (state) => state.phase === 'ringing')
    await again.command({ t: 'accept', sessionId: await ringing(again) })
    again.cut()
    await again.closed
    const max = await customerInNeed(mock, 'max')
    await stateIs(max, (state) => state.phase === 'queued')
    clock.advance(60_000)
    const late = await customerInNeed(mock, 'late')
    await stateIs(late, (state) => state.phase === 'queued' || state.closeReason === 'no_agent')
    const last = await openAgentSocket(mock.serverUrl, { token: agent.token })
    expect(deskOf(last.frames[0] ?? { t: 'pong' })).toMatchObject({ status: 'away', sessions: [{ phase: 'serving' }] })
  })
})

describe('P5 agents and capacity', () => {
  test('P5 at most one session per omnimedia agent, at most one agent per session, all served in the end', async () => {
    const agents = await Promise.all([agentOnline(mock, 0), agentOnline(mock, 1)])
    const users = Array.from({ length: 12 }, (_, i) => `user${i}`)
    const customers = await Promise.all(users.map((user) => customerInNeed(mock, user)))
    const accepted = new Map<string, number>()
    // a desk that was sent before the agent's answer may come after it
    const ringsAnew = async (agent: AgentSocket, from: number) => {
      const isNew = (frame: AgentServerFrame) =>
        deskOf(frame)?.sessions.find(({ phase, sessionId }) => phase === 'ringing' && !accepted.has(sessionId))
      const frame = await agent.next((candidate) => isNew(candidate) !== undefined, from)
      return isNew(frame)?.sessionId ?? ''
    }
    const serve = async (index: number) => {
      const agent = agents[index]
      if (!agent) return
      let from = 0
      while (accepted.size < users.length) {
        const next = await Promise.race([ringsAnew(agent, from), done])
        if (next === '') return
        from = agent.frames.length
        await agent.command({ t: 'accept', sessionId: next })
        expect(accepted.has(next)).toBe(false)
        accepted.set(next, index)
        await agent.command({ t: 'end', sessionId: next })
        if (accepted.size === users.length) finish('')
      }
    }
    let finish: (end: string) => void = () => {}
    const done = new Promise<string>((resolve) => {
      finish = resolve
    })
    await Promise.all([serve(0), serve(1)])
    await Promise.all(customers.map((socket) => stateIs(socket, (state) => state.closeReason === 'agent_ended')))
    for (const agent of agents) {
      const loads = agent.frames.map(
        (frame) => deskOf(frame)?.sessions.filter((one) => one.phase !== 'closed').length ?? 0,
      )
      expect(Math.max(...loads)).toBe(1)
    }
    expect(accepted.size).toBe(users.length)
  })
})

describe('who serves next', () => {
  test('is the agent who is idle longest, counted from their last service', async () => {
    const first = await agentOnline(mock, 0)
    clock.advance(1_000)
    const second = await agentOnline(mock, 1)
    clock.advance(1_000)
    await customerInNeed(mock, 'zoe')
    const sessionId = await ringing(first)
    await first.command({ t: 'accept', sessionId })
    clock.advance(1_000)
    await first.command({ t: 'end', sessionId })
    await customerInNeed(mock, 'max')
    await ringing(second)
  })
})

describe('P7 timers', () => {
  test('P7 an offer that rings out goes to the other agent, and the one who missed it gets no more', async () => {
    const one = await agentOnline(mock, 0)
    const zoe = await customerInNeed(mock, 'zoe')
    const sessionId = await ringing(one)
    clock.advance(1)
    const two = await agentOnline(mock, 1)
    clock.advance(29_998)
    expect(two.frames.some((frame) => (deskOf(frame)?.sessions.length ?? 0) > 0)).toBe(false)
    clock.advance(1)
    expect(await ringing(two)).toBe(sessionId)
    await one.next((frame) => deskOf(frame)?.status === 'away')
    expect(await one.command({ t: 'accept', sessionId })).toMatchObject({ error: { code: 'SESSION_NOT_RINGING' } })
    await two.command({ t: 'accept', sessionId })
    await stateIs(zoe, (state) => state.agent?.staffNo === '1002')
  })

  test('P7 a timer that cannot be acted on does not hold up the others, and is tried again', async () => {
    const agents = [await agentOnline(mock, 0), await agentOnline(mock, 1)]
    const broken = await customerInNeed(mock, 'zoe')
    clock.advance(1)
    const whole = await customerInNeed(mock, 'max')
    await stateIs(whole, (state) => state.phase === 'ringing')
    const { ask, context } = mock.centre
    const setState = async (state: string) => {
      await ask('update sessions set flow_state_json = ? where ticket = 1', state)
      context.store.forgetAll()
    }
    const [row] = await ask<{ state: string }>('select flow_state_json as state from sessions limit 1')
    await setState('not a state')
    clock.advance(30_000)
    await stateIs(whole, (state) => state.closeReason === 'no_agent' || state.phase === 'queued')
    await setState(row?.state ?? '')
    clock.advance(60_000)
    await stateIs(broken, (state) => state.closeReason === 'no_agent')
    for (const agent of agents) await agent.next((frame) => deskOf(frame)?.status === 'away')
  })

  test('P7 accepting cancels the ring timer', async () => {
    const agent = await agentOnline(mock, 0)
    const zoe = await customerInNeed(mock, 'zoe')
    await agent.command({ t: 'accept', sessionId: await ringing(agent) })
    clock.advance(60_000)
    await zoe.command(say('noch da?'))
    await stateIs(zoe, (state) => state.phase === 'serving')
  })

  test('P7 no answer for the set time ends the session once; an answer in time does not', async () => {
    const agent = await agentOnline(mock, 0)
    const zoe = await customerInNeed(mock, 'zoe')
    const sessionId = await ringing(agent)
    await agent.command({ t: 'accept', sessionId })
    await agent.command({ ...say('请问？'), sessionId })
    clock.advance(599_999)
    await zoe.command(say('在'))
    clock.advance(600_000)
    expect(await agent.command({ ...say('好的'), sessionId })).toMatchObject({ t: 'ack' })
    clock.advance(600_000)
    await stateIs(zoe, (state) => state.closeReason === 'customer_timeout')
    clock.advance(600_000)
    await zoe.command({ t: 'enter' })
    await stateIs(zoe, (state) => state.phase === 'flow', zoe.frames.length - 1)
    expect(textsOf(entriesOf(zoe.frames)).filter((text) => text.includes('已自动结束'))).toHaveLength(1)
  })

  test('P7 a flow that is left alone for a day ends, once; each word begins the day anew', async () => {
    const zoe = await customer(mock, 'zoe')
    await zoe.command({ t: 'enter' })
    clock.advance(DAY_MS - 1)
    await zoe.command(say('嗯？'))
    clock.advance(DAY_MS - 1)
    expect(await zoe.command({ t: 'attributes', attributes: {} })).toMatchObject({ t: 'ack' })
    clock.advance(1)
    const closed = await stateIs(zoe, (state) => state.phase === 'closed')
    expect(closed).toMatchObject({ state: { closeReason: 'customer_timeout' } })
    expect(closed).not.toHaveProperty('state.rating')
    clock.advance(2 * DAY_MS)
    await zoe.command(say('又来了'))
    await stateIs(zoe, (state) => state.phase === 'flow', zoe.frames.indexOf(closed))
    const ends = entriesOf(zoe.frames).filter(({ body }) => body.kind === 'event' && body.event === 'session_closed')
    expect(ends).toHaveLength(1)
  })

  test('P7 who waits for an agent or is served is not ended for it', async () => {
    const agent = await agentOnline(mock, 0)
    const zoe = await customerInNeed(mock, 'zoe')
    const sessionId = await ringing(agent)
    await agent.command({ t: 'accept', sessionId })
    clock.advance(2 * DAY_MS)
    const from = zoe.frames.length
    await zoe.command(say('在吗'))
    await stateIs(zoe, (state) => state.phase === 'serving' && state.sessionId === sessionId, from)
  })
})
