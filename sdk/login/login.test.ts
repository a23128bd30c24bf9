import type { CustomerLoginRequest, CustomerLoginResponse } from '@ccc-store/core/protocol'
import { beforeEach, describe, expect, jest, test } from '@jest/globals'
import { FakeWx } from '../testing/fake-wx'
import type { Session } from './login'

const config = { sdkAppId: 1400000000, ivrId: 'flow', serverUrl: 'https://ccc.example.com/' }

let wx = new FakeWx()
beforeEach(() => {
  wx = new FakeWx()
  Object.assign(globalThis, { wx })
})

function load(overrides: Record<string, unknown> = {}): typeof import('./login') {
  jest.resetModules()
  jest.doMock('../ccc-config.js', () => ({ ...config, ...overrides }), { virtual: true })
  return require('./login')
}

const session: CustomerLoginResponse = {
  token: 't1',
  expiresAt: Date.now() + 60_000,
  customer: { customerId: 'c1', openid: 'o1' },
}
const ok = (data: unknown = session) => ({ statusCode: 200, data })
const refused = (code: string, statusCode = 401) => ({
  statusCode,
  data: { error: { code, zh: `中文 ${code}`, en: `English ${code}` } },
})

describe('requestLogin', () => {
  test('with jsCode, encryptedData and iv sends just these (seed page 000)', async () => {
    wx.answers = [ok()]
    wx.stored.set('openid', 'o1')
    await expect(load().requestLogin({ jsCode: 'code', encryptedData: 'data', iv: 'iv' })).resolves.toEqual(session)
    const data: CustomerLoginRequest = {
      sdkAppId: 1400000000,
      appId: 'wx0000000000000001',
      jsCode: 'code',
      encryptedData: 'data',
      iv: 'iv',
    }
    expect(wx.posted).toEqual([{ url: 'https://ccc.example.com/v1/customer/login', method: 'POST', data }])
    expect(wx.codes).toBe(0)
  })

  test('with an openid in storage sends it together with a fresh code (seed page 000)', async () => {
    wx.answers = [ok()]
    wx.stored.set('openid', 'o1')
    await load().requestLogin()
    expect(wx.posted[0]?.data).toMatchObject({ openid: 'o1', jsCode: 'code-1' })
  })

  test('with a signed openid needs no code', async () => {
    wx.answers = [ok()]
    await load().requestLogin({ openid: 'o1', openidSignature: '1.ab' })
    expect(wx.posted[0]?.data).toMatchObject({ openid: 'o1', openidSignature: '1.ab' })
    expect(wx.codes).toBe(0)
  })

  test('with nothing at all logs in with a code alone', async () => {
    wx.answers = [ok()]
    await load().requestLogin()
    expect(wx.posted[0]?.data).toEqual({ sdkAppId: 1400000000, appId: 'wx0000000000000001', jsCode: 'code-1' })
  })

  test('keeps the session and its openid for the next time', async () => {
    wx.answers = [ok(), ok()]
    const login = load()
    expect(login.getSession()).toBeNull()
    await login.requestLogin()
    expect(login.getSession()).toEqual(session)
    await login.requestLogin()
    expect(wx.posted[1]?.data).toMatchObject({ openid: 'o1', jsCode: 'code-2' })
  })

  test('shares one request between equal calls at the same time, and makes a new one afterwards', async () => {
    wx.answers = [ok(), ok(), ok()]
    wx.held = []
    const login = load()
    const both = [login.requestLogin({ jsCode: 'a' }), login.requestLogin({ jsCode: 'a' })]
    expect(wx.posted).toHaveLength(1)
    const other = login.requestLogin({ jsCode: 'b' })
    expect(wx.posted).toHaveLength(2)
    for (const reply of wx.held) reply()
    await Promise.all([...both, other])
    wx.held = null
    await login.requestLogin({ jsCode: 'a' })
    expect(wx.posted).toHaveLength(3)
  })
})

describe('an openid that names another user', () => {
  test('is forgotten, and the code logs in alone, when an earlier login left it there', async () => {
    wx.answers = [ok(), refused('OPENID_MISMATCH'), ok({ ...session, customer: { customerId: 'c2', openid: 'o2' } })]
    const login = load()
    await login.requestLogin()
    await expect(login.requestLogin()).resolves.toMatchObject({ customer: { customerId: 'c2' } })
    expect(wx.posted[2]?.data).toEqual({ sdkAppId: 1400000000, appId: 'wx0000000000000001', jsCode: 'code-3' })
    expect(wx.stored.get('openid')).toBe('o2')
  })
  test('is retried once only', async () => {
    wx.answers = [ok(), refused('OPENID_MISMATCH'), refused('OPENID_MISMATCH')]
    const login = load()
    await login.requestLogin()
    await expect(login.requestLogin()).rejects.toMatchObject({ code: 'OPENID_MISMATCH' })
    expect(wx.posted).toHaveLength(3)
  })
  test('is reported, and the session stays, when a signature had named it', async () => {
    wx.answers = [ok(), refused('OPENID_MISMATCH')]
    const login = load()
    await login.requestLogin({ openid: 'o1', openidSignature: '1.ab' })
    await expect(login.requestLogin()).rejects.toMatchObject({ code: 'OPENID_MISMATCH' })
    expect(wx.posted).toHaveLength(2)
    expect(login.getSession()).toEqual(session)
  })
  test('is reported, and stays, when the mini-program stored it', async () => {
    wx.answers = [refused('OPENID_MISMATCH')]
    wx.stored.set('openid', 'theirs')
    await expect(load().requestLogin()).rejects.toMatchObject({ code: 'OPENID_MISMATCH' })
    expect(wx.stored.get('openid')).toBe('theirs')
  })
})

describe('a login that fails', () => {
  test('passes the error of the server on, in the language of the phone', async () => {
    const wire = { code: 'LOGIN_CODE_STALE', zh: '中文 LOGIN_CODE_STALE', en: 'English LOGIN_CODE_STALE' }
    wx.answers = [refused('LOGIN_CODE_STALE'), refused('LOGIN_CODE_STALE')]
    await expect(load().requestLogin()).rejects.toMatchObject({ ...wire, message: wire.zh })
    wx.language = 'fr'
    await expect(load().requestLogin()).rejects.toMatchObject({ ...wire, message: wire.en })
  })
  test('says NETWORK when nobody answers', async () => {
    await expect(load().requestLogin()).rejects.toMatchObject({ code: 'NETWORK' })
  })
  test('says WX_LOGIN_FAILED when WeChat gives no code', async () => {
    wx.loginFails = true
    await expect(load().requestLogin()).rejects.toMatchObject({ code: 'WX_LOGIN_FAILED' })
  })
  test.each([
    ['a page of HTML', { statusCode: 200, data: '<html>' }],
    ['an answer without a customer', { statusCode: 200, data: { token: 't', expiresAt: 1 } }],
    ['an error that is none of ours', { statusCode: 502, data: 'Bad gateway' }],
    ['nothing', { statusCode: 200, data: null }],
  ])('says BAD_RESPONSE to %s', async (_, answer) => {
    wx.answers = [answer]
    await expect(load().requestLogin()).rejects.toMatchObject({ code: 'BAD_RESPONSE' })
    expect(wx.stored.size).toBe(0)
  })
  test.each([
    [{ sdkAppId: 0 }],
    [{ sdkAppId: undefined }],
    [{ serverUrl: '' }],
    [{ serverUrl: 'ccc.example.com' }],
    [{ serverUrl: undefined }],
  ])('says CONFIG_INVALID to %p before anything is sent', async (bad) => {
    await expect(load(bad).requestLogin()).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
    expect(wx.posted).toHaveLength(0)
  })
  test('does not keep the next call from trying again', async () => {
    const login = load()
    await expect(login.requestLogin()).rejects.toMatchObject({ code: 'NETWORK' })
    wx.answers = [ok()]
    await expect(login.requestLogin()).resolves.toEqual(session)
  })
})

describe('the stored session', () => {
  test('is not given to another call centre', async () => {
    wx.answers = [ok()]
    await load().requestLogin()
    expect(load({ sdkAppId: 1400000001 }).getSession()).toBeNull()
    expect(load({ serverUrl: 'https://other.example.com' }).getSession()).toBeNull()
    expect(load().getSession()).toEqual(session)
  })
  test('ends when it expires', async () => {
    wx.answers = [ok({ ...session, expiresAt: Date.now() - 1 })]
    const login = load()
    await login.requestLogin()
    expect(login.getSession()).toBeNull()
  })
  test('is forgotten by logout, with the openid it left behind', async () => {
    wx.answers = [ok()]
    const login = load()
    await login.requestLogin()
    login.logout()
    expect(login.getSession()).toBeNull()
    expect(wx.stored.size).toBe(0)
  })
  test('is ended on the server too by logout', async () => {
    wx.answers = [ok()]
    const login = load()
    login.logout()
    expect(wx.posted).toHaveLength(0)
    await login.requestLogin()
    login.logout()
    expect(wx.posted[1]).toEqual({
      url: 'https://ccc.example.com/v1/customer/logout',
      method: 'POST',
      header: { Authorization: 'Bearer t1' },
      data: {},
    })
  })
  test('that comes or goes is told to the chat, once it runs', async () => {
    wx.answers = [ok()]
    const login = load()
    const told: string[] = []
    login.hooks.signedIn = () => told.push(`in as ${login.getSession()?.customer.openid}`)
    login.hooks.signedOut = () => told.push(`out, ${login.getSession()}`)
    await login.requestLogin()
    login.logout()
    expect(told).toEqual(['in as o1', 'out, null'])
  })
  test('is kept with when it was given, so that the chat can renew it in time', async () => {
    wx.answers = [ok()]
    const before = Date.now()
    await load().requestLogin()
    const stored: unknown = wx.stored.get('ccc-session')
    expect(stored).toMatchObject({ of: '1400000000@https://ccc.example.com/', session, signed: false })
    const since: unknown = Reflect.get(Object(stored), 'since')
    expect(since).toBeGreaterThanOrEqual(before)
    expect(since).toBeLessThanOrEqual(Date.now())
  })
  test('that is damaged counts as none', () => {
    wx.stored.set('ccc-session', { of: '1400000000@https://ccc.example.com/', session: { token: 7 } })
    expect(load().getSession()).toBeNull()
  })
  test('has the type of the protocol', () => {
    const asWire: CustomerLoginResponse = session
    const asSession: Session = JSON.parse(JSON.stringify(asWire))
    expect(asSession).toEqual(session)
  })
})
