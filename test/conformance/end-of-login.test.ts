import { AccountLoginResponse, CustomerLoginResponse, parse } from '@ccc-store/core/protocol'
import { loginCustomer, openCustomerSocket } from '@ccc-store/mock-server'
import { DEMO } from '@ccc-store/server'
import { describe, expect, test } from '@jest/globals'
import { agentOnline, customer, entriesOf, say, textsOf } from './desk'
import { clock, mock } from './fresh-centre'

const HOUR = 3_600_000
const DAY = 24 * HOUR

const refresh = async (token: string) => {
  const response = await fetch(`${mock.serverUrl}/v1/customer/refresh`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  })
  return { status: response.status, body: await response.json() }
}
const refreshed = async (token: string) => parse(CustomerLoginResponse, (await refresh(token)).body)

describe('a socket', () => {
  test('ends with the token it was opened with, and says so', async () => {
    const zoe = await customer(mock, 'zoe')
    clock.advance(7 * DAY - 1)
    expect(await zoe.command(say('noch da'))).toMatchObject({ t: 'ack' })
    clock.advance(1)
    expect(await zoe.closed).toBe(1008)
    expect(zoe.frames.at(-1)).toMatchObject({ t: 'error', fatal: true, error: { code: 'UNAUTHENTICATED' } })
  })

  test('of an agent, too', async () => {
    const agent = await agentOnline(mock, 0)
    clock.advance(12 * HOUR)
    expect(await agent.closed).toBe(1008)
    expect(agent.frames.at(-1)).toMatchObject({ error: { code: 'UNAUTHENTICATED' } })
  })

  test('lasts as long as the newer token that it said hello with again', async () => {
    const { token } = await loginCustomer(mock.serverUrl, mock, 'zoe')
    const zoe = await openCustomerSocket(mock.serverUrl, { token, ivrId: DEMO.ivrId })
    clock.advance(6 * DAY)
    const { token: newer } = await refreshed(token)
    const from = zoe.frames.length
    zoe.send({ t: 'hello', v: 1, token: newer, ivrId: DEMO.ivrId, position: null })
    await zoe.next((frame) => frame.t === 'welcome', from)
    clock.advance(2 * DAY)
    expect(await zoe.command(say('noch da'))).toMatchObject({ t: 'ack' })
  })

  test('that ended is followed by another, from its position, without a loss', async () => {
    const zoe = await customer(mock, 'zoe')
    await zoe.command(say('vorher'))
    const { token: newer } = await refreshed(zoe.token)
    const [welcome] = zoe.frames
    const epoch = welcome?.t === 'welcome' ? welcome.epoch : ''
    const seq = entriesOf(zoe.frames).at(-1)?.seq ?? 0
    clock.advance(7 * DAY)
    await zoe.closed
    const { token } = await loginCustomer(mock.serverUrl, mock, 'zoe')
    expect(newer).not.toBe(token)
    const again = await openCustomerSocket(mock.serverUrl, { token, ivrId: DEMO.ivrId, position: { epoch, seq } })
    expect(again.frames[0]).toMatchObject({ t: 'welcome', mode: 'resume' })
    await again.command(say('nachher'))
    await again.next((frame) => frame.t === 'entries' && textsOf(frame.entries).includes('nachher'))
    const seqs = [...entriesOf(zoe.frames), ...entriesOf(again.frames)].map((entry) => entry.seq)
    expect(seqs).toEqual(seqs.map((_, i) => i + 1))
  })
})

describe('refreshing', () => {
  test('answers like a login, with the name and the picture that are known', async () => {
    const { token, customer } = await loginCustomer(mock.serverUrl, mock, 'zoe')
    await mock.centre.ask(`update customers set name = '周周', avatar_url = 'https://pictures.example/z.png'`)
    expect((await refreshed(token)).customer).toEqual({
      ...customer,
      name: '周周',
      avatarUrl: 'https://pictures.example/z.png',
    })
    await mock.centre.ask(`update customers set name = null, avatar_url = null`)
    expect((await refreshed(token)).customer).toEqual(customer)
  })

  test('goes on for ninety days, and not a day longer', async () => {
    const first = await loginCustomer(mock.serverUrl, mock, 'zoe')
    const start = clock.now()
    let latest = first
    while (latest.expiresAt - start < 90 * DAY) {
      clock.advance(latest.expiresAt - DAY - clock.now())
      latest = await refreshed(latest.token)
    }
    expect(latest.expiresAt).toBe(start + 90 * DAY)
    clock.advance(start + 90 * DAY - clock.now())
    expect(await refresh(latest.token)).toMatchObject({ status: 401, body: { error: { code: 'UNAUTHENTICATED' } } })
  })
})

describe('the tokens of one person', () => {
  test('are fifty: one more ends the oldest, of theirs only', async () => {
    const zoe = await loginCustomer(mock.serverUrl, mock, 'zoe')
    const max = await loginCustomer(mock.serverUrl, mock, 'max')
    const tokens = [zoe.token]
    for (let i = 0; i < 50; i += 1) {
      clock.advance(1)
      tokens.push((await refreshed(tokens.at(-1) ?? '')).token)
    }
    expect(await refresh(tokens[0] ?? '')).toMatchObject({ status: 401 })
    expect(await refresh(tokens[1] ?? '')).toMatchObject({ status: 200 })
    expect(await refresh(max.token)).toMatchObject({ status: 200 })
  })
})

describe('the length of a login', () => {
  test('of staff is a working day', async () => {
    const response = await fetch(`${mock.serverUrl}/v1/agent/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(mock.agent),
    })
    expect(parse(AccountLoginResponse, await response.json()).expiresAt).toBe(clock.now() + 12 * HOUR)
  })
})
