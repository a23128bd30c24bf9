import { CustomerServerFrame } from '@ccc-store/core/protocol'
import { loginCustomer, openAgentSocket, openCustomerSocket, TestSocket } from '@ccc-store/mock-server'
import { DEMO } from '@ccc-store/server'
import { describe, expect, test } from '@jest/globals'
import { agentOnline, customer, customerInNeed, deskOf, entriesOf, ringing, say, stateIs, textsOf } from './desk'
import { clock, mock } from './fresh-centre'

const ivrId = DEMO.ivrId

describe('a conversation from greeting to end', () => {
  test('greeting, wrong keyword, keyword, agent, text both ways, end', async () => {
    const agent = await agentOnline(mock, 0)
    const zoe = await customer(mock, 'zoe')
    await zoe.command({ t: 'enter' })
    await zoe.command(say('嗯？'))
    await zoe.command(say('人工'))
    const sessionId = await ringing(agent)
    await agent.command({ t: 'accept', sessionId })
    await agent.command({ ...say('在的'), sessionId })
    await zoe.command(say('谢谢'))
    await agent.command({ t: 'end', sessionId })
    await stateIs(zoe, (state) => state.phase === 'closed')
    expect(textsOf(entriesOf(zoe.frames))).toEqual([
      '您好，欢迎光临！我是自助客服，很高兴为您服务。',
      '请选择您需要的服务，或直接回复关键词：',
      '嗯？',
      '没有找到对应的服务，请点击上方按钮，或回复“1”“2”“人工”。',
      '人工',
      '已为您接入人工客服，工号 1001。',
      '在的',
      '谢谢',
      '本次服务已结束，感谢您的咨询，祝您生活愉快！',
    ])
  })

  test('the failure message when nobody is online', async () => {
    const zoe = await customerInNeed(mock, 'zoe')
    await stateIs(zoe, (state) => state.closeReason === 'no_agent')
    expect(textsOf(entriesOf(zoe.frames)).at(-1)).toBe('当前没有客服在线，请稍后再来咨询。')
  })

  test('writing after the end begins a new session in the same log', async () => {
    const zoe = await customerInNeed(mock, 'zoe')
    const closed = await stateIs(zoe, (state) => state.phase === 'closed')
    await zoe.command(say('再问一下'))
    await stateIs(zoe, (state) => state.phase === 'flow', zoe.frames.indexOf(closed))
    const entries = entriesOf(zoe.frames)
    expect(entries.map((entry) => entry.seq)).toEqual(entries.map((_, i) => i + 1))
    expect(new Set(entries.map((entry) => entry.sessionId)).size).toBe(2)
  })

  test('the menu can be answered only while the flow waits for it', async () => {
    const zoe = await customer(mock, 'zoe')
    await zoe.command({ t: 'enter' })
    await stateIs(zoe, (state) => state.menuSeq === 3)
    await zoe.command(say('1'))
    await stateIs(zoe, (state) => state.menuSeq === 6)
    await zoe.command(say('没有'))
    await stateIs(zoe, (state) => state.phase === 'closed' && state.menuSeq === undefined)
  })
})

describe('P2 sent once', () => {
  test('P2 a retry with the same id gives one entry and the same ack, also over a new connection', async () => {
    const zoe = await customer(mock, 'zoe')
    const first = await zoe.commandWithId('m1', say('只说一次'))
    expect(await zoe.commandWithId('m1', say('只说一次'))).toEqual(first)
    zoe.cut()
    const again = await openCustomerSocket(mock.serverUrl, { token: zoe.token, ivrId })
    expect(await again.commandWithId('m1', say('只说一次'))).toEqual(first)
    expect(textsOf(entriesOf(again.frames)).filter((text) => text === '只说一次')).toHaveLength(1)
  })

  test("P2 an agent's retry gives one entry and the same ack", async () => {
    const agent = await agentOnline(mock, 0)
    await customerInNeed(mock, 'zoe')
    const sessionId = await ringing(agent)
    expect(await agent.commandWithId('a1', { t: 'accept', sessionId })).toMatchObject({ t: 'ack' })
    expect(await agent.commandWithId('a1', { t: 'accept', sessionId })).toMatchObject({ t: 'ack' })
    const first = await agent.commandWithId('s1', { ...say('hi'), sessionId })
    expect(await agent.commandWithId('s1', { ...say('hi'), sessionId })).toEqual(first)
  })

  test('P10 the same id from two customers is two messages', async () => {
    const [zoe, max] = [await customer(mock, 'zoe'), await customer(mock, 'max')]
    await zoe.commandWithId('m1', say('von zoe'))
    await max.commandWithId('m1', say('von max'))
    await stateIs(max, (state) => state.phase === 'flow')
    expect(textsOf(entriesOf(max.frames))).toContain('von max')
    expect(textsOf(entriesOf(max.frames))).not.toContain('von zoe')
  })
})

describe('P3 one order', () => {
  test('P3 customer and agent writing at once see the same log, 1…n without gaps', async () => {
    const agent = await agentOnline(mock, 0)
    const zoe = await customerInNeed(mock, 'zoe')
    const sessionId = await ringing(agent)
    await agent.command({ t: 'accept', sessionId })
    await Promise.all([
      ...Array.from({ length: 40 }, (_, i) => zoe.commandWithId(`c${i}`, say(`customer ${i}`))),
      ...Array.from({ length: 40 }, (_, i) => agent.commandWithId(`a${i}`, { ...say(`agent ${i}`), sessionId })),
    ])
    await agent.command({ t: 'end', sessionId })
    await stateIs(zoe, (state) => state.phase === 'closed')
    const seen = entriesOf(zoe.frames)
    await agent.next((frame) => deskOf(frame)?.sessions[0]?.phase === 'closed')
    const last = seen.at(-1)?.seq
    await agent.next((frame) => frame.t === 'entries' && frame.entries.at(-1)?.seq === last)
    const atDesk = agent.frames.flatMap((frame) => (frame.t === 'entries' ? frame.entries : []))
    expect(seen.map((entry) => entry.seq)).toEqual(seen.map((_, i) => i + 1))
    expect(atDesk).toEqual(seen)
  })
})

describe('P4 whole resume', () => {
  test('P4 from any position a client gets exactly what it missed, and the state', async () => {
    const zoe = await customer(mock, 'zoe')
    for (const text of ['嗯', '1', '没有', '再来']) await zoe.command(say(text))
    await stateIs(zoe, (state) => state.phase === 'flow', zoe.frames.length - 1)
    const all = entriesOf(zoe.frames)
    const [welcome] = zoe.frames
    const epoch = welcome?.t === 'welcome' ? welcome.epoch : ''
    for (let seq = 0; seq <= all.length; seq += 1) {
      const again = await openCustomerSocket(mock.serverUrl, { token: zoe.token, ivrId, position: { epoch, seq } })
      expect(again.frames[0]).toMatchObject({
        t: 'welcome',
        mode: 'resume',
        head: all.length,
        entries: all.slice(seq),
        state: { phase: 'flow' },
      })
      again.cut()
    }
  })

  test.each([
    ['of another life of the log', { epoch: 'other', seq: 3 }],
    ['beyond the end of the log', { epoch: '', seq: 9_999 }],
  ])('P4 a position %s gets an explicit reset', async (_, position) => {
    const zoe = await customer(mock, 'zoe')
    await zoe.command(say('1'))
    const [welcome] = zoe.frames
    const epoch = position.epoch || (welcome?.t === 'welcome' ? welcome.epoch : '')
    const again = await openCustomerSocket(mock.serverUrl, {
      token: zoe.token,
      ivrId,
      position: { ...position, epoch },
    })
    expect(again.frames[0]).toMatchObject({ mode: 'reset' })
    expect(entriesOf(again.frames)[0]?.seq).toBe(1)
  })

  test('P4 who missed more than a resume holds gets the newest page, and reaches the rest by history', async () => {
    const zoe = await customer(mock, 'zoe')
    const [welcome] = zoe.frames
    const epoch = welcome?.t === 'welcome' ? welcome.epoch : ''
    await Promise.all(Array.from({ length: 300 }, (_, i) => zoe.commandWithId(`c${i}`, say(`错 ${i}`))))
    const again = await openCustomerSocket(mock.serverUrl, { token: zoe.token, ivrId, position: { epoch, seq: 0 } })
    expect(again.frames[0]).toMatchObject({ mode: 'reset' })
    let log = entriesOf(again.frames)
    expect(log).toHaveLength(50)
    while (log[0] && log[0].seq > 1) {
      const before = log[0].seq
      again.send({ t: 'history', before })
      const page = await again.next((frame) => frame.t === 'history' && frame.before === before)
      if (page.t === 'history') log = [...page.entries, ...log]
    }
    expect(log.map((entry) => entry.seq)).toEqual(log.map((_, i) => i + 1))
    expect(log.length).toBeGreaterThan(600)
  })

  test('P4 a second hello on the same socket starts over from its own position', async () => {
    const zoe = await customer(mock, 'zoe')
    const [first] = zoe.frames
    const epoch = first?.t === 'welcome' ? first.epoch : ''
    for (let i = 0; i < 20; i += 1) {
      zoe.send({ ...say(`错 ${i}`), id: `c${i}` })
      zoe.send({ t: 'hello', v: 1, token: zoe.token, ivrId, position: { epoch, seq: 0 } })
    }
    zoe.send({ ...say('最后'), id: 'last' })
    await zoe.next((frame) => frame.t === 'ack' && frame.id === 'last')
    await zoe.next((frame) => frame.t === 'entries' && textsOf(frame.entries).includes('最后'))
    let next = 1
    for (const frame of zoe.frames) {
      if (frame.t === 'welcome') next = 1
      if (frame.t !== 'welcome' && frame.t !== 'entries') continue
      for (const { seq } of frame.entries) {
        expect(seq).toBe(next)
        next += 1
      }
    }
  })

  test('P4 an agent resumes each session from its own position', async () => {
    const agent = await agentOnline(mock, 0)
    const zoe = await customerInNeed(mock, 'zoe')
    const sessionId = await ringing(agent)
    await agent.command({ t: 'accept', sessionId })
    const seen = agent.frames.flatMap((frame) => (frame.t === 'entries' ? frame.entries : []))
    const cursor = seen.at(-1)?.seq ?? 0
    agent.cut()
    await zoe.command(say('还在吗'))
    await zoe.command(say('喂'))
    const again = await openAgentSocket(mock.serverUrl, { token: agent.token, positions: { [sessionId]: cursor } })
    const frame = await again.next((candidate) => candidate.t === 'entries')
    const entries = frame.t === 'entries' ? frame.entries : []
    expect(frame).toMatchObject({ sessionId, reset: false })
    expect(entries[0]?.seq).toBe(cursor + 1)
    expect(textsOf(entries)).toEqual(expect.arrayContaining(['还在吗', '喂']))
  })

  test('P4 a session too long to resume is sent anew, its newest entries', async () => {
    const agent = await agentOnline(mock, 0)
    const zoe = await customer(mock, 'zoe')
    await zoe.command({ t: 'enter' })
    await Promise.all(Array.from({ length: 300 }, (_, i) => zoe.commandWithId(`c${i}`, say(`错 ${i}`))))
    await zoe.command(say('人工'))
    const frame = await agent.next((candidate) => candidate.t === 'entries')
    expect(frame).toMatchObject({ reset: true })
    const entries = frame.t === 'entries' ? frame.entries : []
    expect(entries).toHaveLength(500)
    expect(textsOf(entries).at(-1)).toBe('人工')
  })

  test('P4 a session that ended while the agent was away is still shown to its end', async () => {
    const agent = await agentOnline(mock, 0)
    await customerInNeed(mock, 'zoe')
    const sessionId = await ringing(agent)
    await agent.command({ t: 'accept', sessionId })
    await agent.command({ ...say('请稍等'), sessionId })
    agent.cut()
    clock.advance(600_000)
    const again = await openAgentSocket(mock.serverUrl, { token: agent.token, positions: { [sessionId]: 1 } })
    await again.next((frame) => deskOf(frame)?.sessions.some((one) => one.closeReason === 'customer_timeout') ?? false)
    const last = await again.next((frame) => frame.t === 'entries' && frame.entries.at(-1)?.body.kind === 'event')
    expect(last).toMatchObject({ reset: false, sessionId })
  })
})

describe('P9 a stop', () => {
  test('P9 tells every client to come back', async () => {
    const zoe = await customer(mock, 'zoe')
    const closing = mock.centre.close()
    expect(await zoe.closed).toBe(1012)
    expect(zoe.frames.at(-1)).toMatchObject({ t: 'error', fatal: true, error: { code: 'SERVER_STOPPING' } })
    await closing
  })
})

describe('P10 nothing crosses customers', () => {
  test('P10 tokens work only where they belong', async () => {
    const { token } = await loginCustomer(mock.serverUrl, mock, 'zoe')
    const asAgent = await openAgentSocket(mock.serverUrl, { token })
    expect(asAgent.frames[0]).toMatchObject({ t: 'error', fatal: true, error: { code: 'WRONG_AUDIENCE' } })
    expect(await asAgent.closed).toBe(1008)
    const agent = await agentOnline(mock, 0)
    const asCustomer = await openCustomerSocket(mock.serverUrl, { token: agent.token, ivrId })
    expect(asCustomer.frames[0]).toMatchObject({ error: { code: 'WRONG_AUDIENCE' } })
    const invented = await openCustomerSocket(mock.serverUrl, { token: 'invented', ivrId })
    expect(invented.frames[0]).toMatchObject({ error: { code: 'UNAUTHENTICATED' } })
  })

  test('P10 a token ends', async () => {
    const { token, expiresAt } = await loginCustomer(mock.serverUrl, mock, 'zoe')
    clock.advance(expiresAt - clock.now())
    const late = await openCustomerSocket(mock.serverUrl, { token, ivrId })
    expect(late.frames[0]).toMatchObject({ error: { code: 'UNAUTHENTICATED' } })
  })

  test("P10 an agent can neither read nor touch another agent's session", async () => {
    const one = await agentOnline(mock, 0)
    await customerInNeed(mock, 'zoe')
    const sessionId = await ringing(one)
    await one.command({ t: 'accept', sessionId })
    const two = await agentOnline(mock, 1)
    for (const command of [
      { t: 'end', sessionId },
      { ...say('x'), sessionId },
    ]) {
      expect(await two.command(command)).toMatchObject({ t: 'nack', error: { code: 'SESSION_UNKNOWN' } })
    }
    expect(await two.command({ t: 'accept', sessionId })).toMatchObject({ error: { code: 'SESSION_NOT_RINGING' } })
    const peek = await openAgentSocket(mock.serverUrl, { token: two.token, positions: { [sessionId]: 0 } })
    await peek.command({ t: 'status', status: 'online' })
    expect(peek.frames.filter((frame) => frame.t === 'entries')).toEqual([])
  })
})

describe('bad input', () => {
  test('garbage is answered with what is wrong, and the connection goes on', async () => {
    const zoe = await customer(mock, 'zoe')
    for (const text of ['', 'not json', '{"t":"nuke"}', '{"t":"history","before":0}']) {
      const from = zoe.frames.length
      zoe.sendText(text)
      const answer = await zoe.next((frame) => frame.t === 'error', from)
      expect(answer).toMatchObject({ fatal: false, error: { code: 'FRAME_INVALID' } })
    }
    expect(await zoe.command(say('还在'))).toMatchObject({ t: 'ack' })
  })

  test('a malformed command that names its id is refused by it', async () => {
    const zoe = await customer(mock, 'zoe')
    expect(await zoe.commandWithId('m1', say(' '))).toMatchObject({ t: 'nack', error: { code: 'FRAME_INVALID' } })
    expect(await zoe.commandWithId('m2', say('x'.repeat(4_001)))).toMatchObject({ t: 'nack' })
    expect(await zoe.commandWithId('m1', say('好了'))).toMatchObject({ t: 'ack' })
  })

  test('a frame over the limit is refused, one far over it ends the socket', async () => {
    const zoe = await customer(mock, 'zoe')
    zoe.sendText(JSON.stringify({ ...say('x'.repeat(70_000)), id: 'm1' }))
    const answer = await zoe.next((frame) => frame.t === 'error')
    expect(answer).toMatchObject({ fatal: false, error: { code: 'FRAME_TOO_LARGE' } })
    zoe.sendText('x'.repeat(1_100_000))
    expect(await zoe.closed).toBe(1009)
  })

  test('nothing but garbage ends the socket', async () => {
    const zoe = await customer(mock, 'zoe')
    for (let i = 0; i < 20; i += 1) zoe.sendText('x')
    expect(await zoe.closed).toBe(1008)
  })

  test('a flood of garbage ends the socket at once, though it was not read to its end', async () => {
    const zoe = await customer(mock, 'zoe')
    for (let i = 0; i < 2_000; i += 1) zoe.sendText('x')
    expect(await zoe.closed).toBe(1008)
  }, 10_000)

  test('a command before hello, silence instead of hello, and an unknown protocol version are refused', async () => {
    const { token } = await loginCustomer(mock.serverUrl, mock, 'zoe')
    const hasty = await TestSocket.open(`${mock.serverUrl}/v1/customer/socket`, CustomerServerFrame)
    hasty.send({ t: 'enter', id: 'm1' })
    expect(await hasty.closed).toBe(1008)
    const silent = await TestSocket.open(`${mock.serverUrl}/v1/customer/socket`, CustomerServerFrame)
    silent.send({ t: 'ping' })
    await silent.next((frame) => frame.t === 'pong')
    clock.advance(10_000)
    expect(await silent.closed).toBe(1008)
    for (const { frames } of [hasty, silent]) {
      expect(frames.at(-1)).toMatchObject({ fatal: true, error: { code: 'HELLO_EXPECTED' } })
    }
    const future = await openCustomerSocket(mock.serverUrl, { token, ivrId, v: 99 })
    expect(future.frames[0]).toMatchObject({ fatal: true, error: { code: 'PROTOCOL_VERSION' } })
  })

  test('an unknown flow and an unknown session are refused, and nothing is written', async () => {
    const { token } = await loginCustomer(mock.serverUrl, mock, 'zoe')
    const zoe = await openCustomerSocket(mock.serverUrl, { token, ivrId: 'nowhere' })
    expect(await zoe.command({ t: 'enter' })).toMatchObject({ t: 'nack', error: { code: 'FLOW_UNKNOWN' } })
    expect(await zoe.command(say('hallo'))).toMatchObject({ t: 'nack', error: { code: 'FLOW_UNKNOWN' } })
    expect(entriesOf(zoe.frames)).toEqual([])
    const agent = await agentOnline(mock, 0)
    expect(await agent.command({ t: 'accept', sessionId: 'none' })).toMatchObject({
      error: { code: 'SESSION_UNKNOWN' },
    })
  })
})
