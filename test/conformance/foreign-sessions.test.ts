import { type MockServer, startMockServer } from '@ccc-store/mock-server'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { FakeClock } from '../clock/fake-clock'
import { agentOnline, customerInNeed, deskOf, entriesOf, ringing, say, stateIs, textsOf } from './desk'
import { upload } from './files'

/*
 * P10: what a customer says to one agent after having been served by another is not the other's to read. Every read that
 * an agent can make is tried on a later session with a colleague.
 */

let mock: MockServer
beforeEach(async () => {
  mock = await startMockServer({ agent: false, clock: new FakeClock() })
})
afterEach(() => mock.close())

const picture = (fileId: string) => ({ t: 'send', content: { kind: 'image', fileId, width: 4, height: 3 } })

/** Zoe was served by the first agent, and is now served by the second. */
async function servedByOneThenTheOther() {
  const one = await agentOnline(mock, 0)
  const zoe = await customerInNeed(mock, 'zoe')
  const first = await ringing(one)
  await one.command({ t: 'accept', sessionId: first })
  await zoe.command({ t: 'attributes', attributes: { 等级: '银卡' } })
  const early = await upload(mock.serverUrl, 'customer', zoe.token, 'image')
  await zoe.command(picture(early.fileId))
  await one.command({ t: 'end', sessionId: first })
  await one.command({ t: 'status', status: 'offline' })
  const end = entriesOf(zoe.frames).length
  await stateIs(zoe, ({ phase }) => phase === 'closed')
  const two = await agentOnline(mock, 1)
  await zoe.command({ t: 'enter' })
  await zoe.command(say('人工'))
  const second = await ringing(two)
  await two.command({ t: 'accept', sessionId: second })
  await zoe.command(say('nur für zwei'))
  const late = await upload(mock.serverUrl, 'customer', zoe.token, 'image')
  await zoe.command(picture(late.fileId))
  return { one, two, zoe, first, second, early, late, end }
}

const linkOf = async (token: string, fileId: string) => {
  const answer = await fetch(`${mock.serverUrl}/v1/agent/files/${fileId}/link`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return answer.status
}

describe('P10 a later session with a colleague', () => {
  test('P10 is in no page of history, whatever is asked for', async () => {
    const { one, two, first, second } = await servedByOneThenTheOther()
    one.send({ t: 'history', sessionId: first, before: 1_000_000 })
    const page = await one.next((frame) => frame.t === 'history')
    const entries = page.t === 'history' ? page.entries : []
    expect(entries.at(-1)).toMatchObject({ sessionId: first })
    expect(textsOf(entries)).not.toContain('nur für zwei')
    // the colleague reads back to the beginning
    two.send({ t: 'history', sessionId: second, before: 1_000_000 })
    const whole = await two.next((frame) => frame.t === 'history')
    const all = whole.t === 'history' ? whole.entries : []
    expect(textsOf(all)).toContain('nur für zwei')
    expect(all[0]?.seq).toBe(1)
  })

  test('P10 cannot be asked for by its own id', async () => {
    const { one, second } = await servedByOneThenTheOther()
    one.send({ t: 'history', sessionId: second, before: 1_000_000 })
    expect(await one.next((frame) => frame.t === 'error')).toMatchObject({ error: { code: 'SESSION_UNKNOWN' } })
  })

  test('P10 hands out no link to its files; those of the own session stay', async () => {
    const { one, two, early, late } = await servedByOneThenTheOther()
    expect(await linkOf(one.token, early.fileId)).toBe(200)
    expect(await linkOf(one.token, late.fileId)).toBe(404)
    expect(await linkOf(two.token, early.fileId)).toBe(200)
    expect(await linkOf(two.token, late.fileId)).toBe(200)
  })

  test('P10 is not typed into, and its typing is not heard', async () => {
    const { one, two, zoe, first, second } = await servedByOneThenTheOther()
    one.send({ t: 'typing', sessionId: first })
    zoe.send({ t: 'typing' })
    await two.next((frame) => frame.t === 'typing')
    // acts after all that was sent before it
    await one.command({ t: 'status', status: 'offline' })
    two.send({ t: 'typing', sessionId: second })
    await zoe.next((frame) => frame.t === 'typing')
    // what was said before it has arrived when this is answered
    await zoe.command(say('ja'))
    expect(zoe.frames.filter(({ t }) => t === 'typing')).toHaveLength(1)
    expect(one.frames.filter(({ t }) => t === 'typing')).toEqual([])
  })

  test('P10 its attributes and read marks do not reach the desk of before', async () => {
    const { one, zoe, two, first } = await servedByOneThenTheOther()
    await zoe.command({ t: 'attributes', attributes: { 等级: '金卡' } })
    zoe.send({ t: 'read', seq: 1_000 })
    await two.next((frame) => (deskOf(frame)?.sessions[0]?.readByCustomer ?? 0) > 10)
    const from = one.frames.length
    await one.command({ t: 'status', status: 'online' })
    const frame = await one.next((candidate) => deskOf(candidate)?.status === 'online', from)
    const session = deskOf(frame)?.sessions.find(({ sessionId }) => sessionId === first)
    expect(session?.customer.attributes).toEqual({ 等级: '银卡' })
    const last = one.frames.flatMap((one) => (one.t === 'entries' ? one.entries : [])).at(-1)?.seq
    expect(session?.readByCustomer).toBe(last)
  })
})
