import { describe, expect, test } from '@jest/globals'
import { endLogin } from './log-out'

describe('logging out', () => {
  test('ends the token at the call centre', () => {
    const calls: { url: string; authorization: string | null }[] = []
    endLogin('https://ccc.example.com/', 'secret', async (url, init) => {
      calls.push({ url: String(url), authorization: new Headers(init?.headers).get('authorization') })
      return new Response(null, { status: 204 })
    })
    expect(calls).toEqual([{ url: 'https://ccc.example.com/v1/agent/logout', authorization: 'Bearer secret' }])
  })

  test('a call centre that does not answer keeps nobody', () => {
    expect(() => endLogin('https://ccc.example.com/', 'secret', () => Promise.reject(new Error('away')))).not.toThrow()
  })
})
