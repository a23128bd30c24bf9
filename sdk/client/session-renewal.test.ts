import { beforeEach, describe, expect, test } from '@jest/globals'
import { SESSION_KEY } from '../login/session-record'
import { wireOf } from '../testing/entries'
import { FakePlatform } from '../testing/fake-platform'
import { createSessionRenewal } from './session-renewal'

const HOUR = 3_600_000
const session = (token: string, expiresAt: number) => ({
  token,
  expiresAt,
  customer: { customerId: 'c1', openid: 'o1' },
})

let platform = new FakePlatform()
let renewal = createSessionRenewal(platform, 'centre', 'http://ccc')
beforeEach(() => {
  platform = new FakePlatform()
  renewal = createSessionRenewal(platform, 'centre', 'http://ccc')
})

const store = (parts: Record<string, unknown> = {}) =>
  platform.storage.write(SESSION_KEY, {
    of: 'centre',
    session: session('t1', platform.time + 4 * HOUR),
    since: platform.time,
    ...parts,
  })
const stored = () => platform.storage.read(SESSION_KEY)

describe('a token', () => {
  test('is renewed when a quarter of its lifetime is left, and so is the next one', () => {
    store({ signed: true })
    renewal.start()
    platform.pass(3 * HOUR - 1)
    expect(platform.requests).toEqual([])
    platform.pass(1)
    expect(platform.requests).toMatchObject([{ method: 'POST', url: 'http://ccc/v1/customer/refresh', token: 't1' }])
    const next = session('t2', platform.time + 4 * HOUR)
    platform.requests[0]?.answer(200, next)
    expect(stored()).toEqual({ of: 'centre', session: next, since: platform.time, signed: true })
    platform.pass(3 * HOUR)
    expect(platform.requests.map(({ token }) => token)).toEqual(['t1', 't2'])
  })
  test('whose beginning is unknown is renewed at once', () => {
    store({ since: undefined })
    renewal.start()
    expect(platform.requests).toHaveLength(1)
  })
  test.each([
    ['has ended', { session: session('t1', 1) }],
    ['belongs to another call centre', { of: 'other' }],
    ['is damaged', { session: { token: 't1' } }],
  ])('that %s is left alone', (_, parts) => {
    store(parts)
    renewal.start()
    platform.pass(100 * HOUR)
    expect(platform.requests).toEqual([])
  })
  test('is asked for again a minute later when nobody answers', () => {
    store()
    renewal.start()
    platform.pass(3 * HOUR)
    platform.requests[0]?.fail()
    platform.pass(59_999)
    expect(platform.requests).toHaveLength(1)
    platform.pass(1)
    platform.requests[1]?.answer(502, '<html>')
    platform.pass(60_000)
    expect(platform.requests).toHaveLength(3)
    platform.requests[2]?.answer(503, { error: wireOf('SERVER_STOPPING') })
    platform.pass(60_000)
    expect(platform.requests).toHaveLength(4)
  })
  test.each([
    [401, 'UNAUTHENTICATED'],
    [403, 'CUSTOMER_BLOCKED'],
  ] as const)('that is refused with %p is left to the socket', (status, code) => {
    store()
    renewal.start()
    platform.pass(3 * HOUR)
    platform.requests[0]?.answer(status, { error: wireOf(code) })
    platform.pass(100 * HOUR)
    expect(platform.requests).toHaveLength(1)
  })
  test('that was replaced by a login meanwhile stays replaced', () => {
    store()
    renewal.start()
    platform.pass(3 * HOUR)
    const other = { of: 'centre', session: session('other', platform.time + HOUR), since: platform.time }
    platform.storage.write(SESSION_KEY, other)
    platform.requests[0]?.answer(200, session('t2', platform.time + 4 * HOUR))
    expect(stored()).toEqual(other)
  })
  test('is not renewed when nobody is connected', () => {
    store()
    renewal.start()
    renewal.stop()
    platform.pass(100 * HOUR)
    expect(platform.requests).toEqual([])
  })
  test('that lives for a year is looked at every day', () => {
    store({ session: session('t1', platform.time + 365 * 24 * HOUR) })
    renewal.start()
    platform.pass(270 * 24 * HOUR)
    expect(platform.requests).toEqual([])
    platform.pass(4 * 24 * HOUR)
    expect(platform.requests).toHaveLength(1)
  })
})
