import { describe, expect, test } from '@jest/globals'
import {
  AgentClientFrame,
  CccError,
  CustomerClientFrame,
  ERRORS,
  type ErrorText,
  parse,
  parseFrame,
  parseJson,
  SdkAppId,
} from '.'

const refusal = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    if (error instanceof CccError) return error.toWire()
    throw error
  }
  throw new Error('was accepted')
}

describe('reading frames', () => {
  const read = (text: string) => parseFrame(CustomerClientFrame.anyOf, parseJson(text))

  test('accepts a well-formed frame', () => {
    const frame = { t: 'send', id: 'm1', content: { kind: 'text', text: '你好' } }
    expect(read(JSON.stringify(frame))).toEqual(frame)
  })

  test.each([
    ['', 'not JSON'],
    ['{', 'not JSON'],
    ['null', 'unknown "t"'],
    ['[]', 'unknown "t"'],
    ['{"t":"nuke"}', 'unknown "t": "nuke"'],
    ['{"t":"send","id":"m1"}', '/content'],
    ['{"t":"send","id":"","content":{"kind":"text","text":"x"}}', '/id'],
    ['{"t":"send","id":"m1","content":{"kind":"text","text":"  "}}', '/content/text'],
    ['{"t":"enter","id":"m1","extra":1}', '/extra'],
  ])('refuses %j and says where it is wrong', (text, where) => {
    const error = refusal(() => read(text))
    expect(error.code).toBe('FRAME_INVALID')
    expect(error.en).toContain(where)
    expect(error.zh).toContain(where)
  })

  test('a customer frame is not an agent frame', () => {
    expect(refusal(() => parseFrame(AgentClientFrame.anyOf, { t: 'enter', id: 'm1' })).code).toBe('FRAME_INVALID')
  })
})

describe('the error catalogue', () => {
  test.each(Object.entries(ERRORS))('%s has both texts with the same parameters', (_, { zh, en, status }) => {
    const names = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort()
    expect(names(zh)).toEqual(names(en))
    expect(zh).toMatch(/[一-鿿]/)
    expect(status).toBeGreaterThanOrEqual(400)
  })

  test('fills parameters and leaves no cause or stack on the wire', () => {
    const error = new CccError('FLOW_UNKNOWN', { ivrId: 'x1' }, { cause: new Error('secret') })
    expect(error.toWire()).toEqual({
      code: 'FLOW_UNKNOWN',
      zh: expect.stringContaining('x1'),
      en: expect.stringContaining('x1'),
    })
    expect(JSON.stringify(error.toWire())).not.toContain('secret')
  })

  test('says what may succeed later without a change, and when where that is known', () => {
    expect(new CccError('SERVER_STOPPING').toWire()).toMatchObject({ retry: true })
    expect(new CccError('SERVER_STOPPING').toWire()).not.toHaveProperty('retryAfterMs')
    expect(new CccError('RATE_LIMITED', { seconds: 2, retryAfterMs: 1_500 }).toWire()).toMatchObject({
      retry: true,
      retryAfterMs: 1_500,
    })
    expect(new CccError('DISK_FULL').toWire()).toMatchObject({ retry: true, retryAfterMs: 60_000 })
    expect(new CccError('CUSTOMER_BLOCKED').toWire()).not.toHaveProperty('retry')
  })

  test('tells no time to wait where waiting does not help', () => {
    for (const error of Object.values<ErrorText>(ERRORS)) {
      expect(error.retry === true || error.retryAfterMs === undefined).toBe(true)
    }
  })

  test('parse names the field at fault', () => {
    expect(refusal(() => parse(SdkAppId, 0)).code).toBe('REQUEST_INVALID')
  })
})
