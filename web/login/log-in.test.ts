import { describe, expect, test } from '@jest/globals'
import { logIn } from './log-in'

const now = Date.UTC(2026, 0, 1)
const login = { token: 't1', expiresAt: now + 1_000, account: { accountId: 'a1', name: '小云', staffNo: '1001' } }
const refusal = { code: 'PASSWORD_WRONG', zh: '账号或密码不正确', en: 'wrong' }

function answering(answer: () => Response) {
  const calls: [url: string, body: unknown][] = []
  const means = {
    now: () => now,
    fetch: async (url: string | URL | Request, init?: RequestInit) => {
      calls.push([String(url), init?.body])
      return answer()
    },
  }
  return { calls, result: logIn('https://ccc.example.com/', { account: 'agent1', password: 'secret' }, means) }
}
const json = (body: unknown, init?: ResponseInit) => () => new Response(JSON.stringify(body), init)

describe('logging in', () => {
  test('posts account and password, and takes what comes', async () => {
    const { calls, result } = answering(json(login))
    expect(await result).toEqual({ kind: 'in', session: { login, clockAheadMs: 0 } })
    expect(calls).toEqual([['https://ccc.example.com/v1/agent/login', '{"account":"agent1","password":"secret"}']])
  })

  test('notes how far the server’s clock is ahead, if anybody could notice', async () => {
    const at = (ms: number) => json(login, { headers: { date: new Date(now + ms).toUTCString() } })
    expect(await answering(at(60_000)).result).toMatchObject({ session: { clockAheadMs: 60_000 } })
    expect(await answering(at(-5_000)).result).toMatchObject({ session: { clockAheadMs: -5_000 } })
    expect(await answering(at(1_000)).result).toMatchObject({ session: { clockAheadMs: 0 } })
  })

  test('hands a refusal on in both languages', async () => {
    const { result } = answering(json({ error: refusal }, { status: 401 }))
    expect(await result).toEqual({ kind: 'refused', error: refusal })
  })

  test('tells a network that is gone from an answer of something else', async () => {
    const broken = answering(() => {
      throw new TypeError('Failed to fetch')
    })
    expect(await broken.result).toEqual({ kind: 'unreachable' })
    expect(await answering(() => new Response('Bad Gateway', { status: 502 })).result).toEqual({ kind: 'unreachable' })
    expect(await answering(() => new Response('<html>')).result).toEqual({ kind: 'unintelligible' })
    expect(await answering(json({ token: 1 })).result).toEqual({ kind: 'unintelligible' })
  })
})
