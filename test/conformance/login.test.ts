import { type MockServer, openAgentSocket, post, startMockServer } from '@ccc-store/mock-server'
import { DEMO, signOpenid } from '@ccc-store/server'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { FakeClock } from '../clock/fake-clock'

const { sdkAppId, miniProgram } = DEMO
const clock = new FakeClock()
let mock: MockServer

beforeAll(async () => {
  mock = await startMockServer({ agent: false, clock })
})
afterAll(() => mock.close())

const login = (body: object) => post(`${mock.serverUrl}/v1/customer/login`, body)
const codeOf = (user: string) => mock.wechat.issueCode(miniProgram.appId, user)
const PROFILE = { nickName: '周周', avatarUrl: 'https://example.com/a.png' }
const profileOf = (user: string, withOpenId = true) => {
  const { encryptedData, iv } = mock.wechat.encryptProfile(miniProgram.appId, user, PROFILE, withOpenId)
  return { encryptedData, iv }
}
const refused = (code: string) => ({
  body: { error: { code, zh: expect.stringMatching(/[一-鿿]/), en: expect.any(String) } },
})

describe('requestLogin on the server', () => {
  test('code, encryptedData and iv log in, with the profile', async () => {
    const jsCode = codeOf('zhou')
    expect(await login({ sdkAppId, jsCode, ...profileOf('zhou') })).toEqual({
      status: 200,
      body: {
        token: expect.any(String),
        expiresAt: expect.any(Number),
        customer: {
          customerId: expect.any(String),
          openid: mock.wechat.openidOf(miniProgram.appId, 'zhou'),
          name: '周周',
          avatarUrl: 'https://example.com/a.png',
        },
      },
    })
  })

  test('a profile that does not say whose it is gives no name, as all of them since October 2022', async () => {
    const jsCode = codeOf('qian')
    const { status, body } = await login({ sdkAppId, jsCode, ...profileOf('qian', false) })
    expect(status).toBe(200)
    expect(JSON.parse(JSON.stringify(body)).customer).toEqual({
      customerId: expect.any(String),
      openid: mock.wechat.openidOf(miniProgram.appId, 'qian'),
    })
  })

  test('bits of iv that are turned change no name: neither openId nor anything else of the first 16 bytes is believed', async () => {
    for (let byte = 0; byte < 16; byte += 1) {
      const jsCode = codeOf('mallory')
      const { encryptedData, iv } = profileOf('mallory')
      const turned = Buffer.from(iv, 'base64')
      turned[byte] = (turned[byte] ?? 0) ^ 1
      const { status, body } = await login({ sdkAppId, jsCode, encryptedData, iv: turned.toString('base64') })
      const answer = JSON.parse(JSON.stringify(body))
      if (status === 200) expect(answer.customer).not.toHaveProperty('name')
      else expect(['PROFILE_TAMPERED', 'OPENID_MISMATCH']).toContain(answer.error.code)
    }
  })

  test('a code alone logs in, and the same user is the same customer', async () => {
    const first = await login({ sdkAppId, jsCode: codeOf('li') })
    const second = await login({ sdkAppId, jsCode: codeOf('li') })
    const idOf = ({ body }: { body: unknown }) => JSON.parse(JSON.stringify(body)).customer.customerId
    expect(first.status).toBe(200)
    expect(idOf(second)).toBe(idOf(first))
  })

  test('a stored openid logs in with a fresh code of the same user', async () => {
    const openid = mock.wechat.openidOf(miniProgram.appId, 'wu')
    expect(await login({ sdkAppId, openid, jsCode: codeOf('wu') })).toMatchObject({ status: 200 })
  })

  test("an openid signed by the team's back end logs in without a code", async () => {
    const app = await mock.centre.context.store.read(({ apps }) => apps.find(sdkAppId))
    const seconds = Math.floor(clock.now() / 1_000)
    const openidSignature = signOpenid(app?.openidSecret ?? '', sdkAppId, 'openid-of-theirs', seconds)
    expect(await login({ sdkAppId, openid: 'openid-of-theirs', openidSignature })).toMatchObject({ status: 200 })
    expect(await login({ sdkAppId, openid: 'openid-of-theirs', openidSignature })).toMatchObject(
      refused('OPENID_SIGNATURE_USED'),
    )
    const next = signOpenid(app?.openidSecret ?? '', sdkAppId, 'openid-of-theirs', seconds + 1)
    expect(await login({ sdkAppId, openid: 'openid-of-theirs', openidSignature: next })).toMatchObject({ status: 200 })
    expect(await login({ sdkAppId, openid: 'openid-of-another', openidSignature })).toMatchObject(
      refused('OPENID_SIGNATURE_INVALID'),
    )
    const old = signOpenid(app?.openidSecret ?? '', sdkAppId, 'openid-of-theirs', seconds - 3_600)
    expect(await login({ sdkAppId, openid: 'openid-of-theirs', openidSignature: old })).toMatchObject(
      refused('OPENID_SIGNATURE_STALE'),
    )
  })

  test('P10 an openid without proof is refused', async () => {
    const openid = mock.wechat.openidOf(miniProgram.appId, 'victim')
    expect(await login({ sdkAppId, openid })).toMatchObject({ status: 400, ...refused('LOGIN_PROOF_MISSING') })
  })

  test("P10 an openid with another user's code is refused", async () => {
    const openid = mock.wechat.openidOf(miniProgram.appId, 'victim')
    expect(await login({ sdkAppId, openid, jsCode: codeOf('thief') })).toMatchObject(refused('OPENID_MISMATCH'))
  })

  test('P8 a used code, a stale code and an invented code are refused', async () => {
    const used = codeOf('once')
    expect(await login({ sdkAppId, jsCode: used })).toMatchObject({ status: 200 })
    expect(await login({ sdkAppId, jsCode: used })).toMatchObject({ status: 401, ...refused('LOGIN_CODE_STALE') })
    const stale = codeOf('late')
    clock.advance(5 * 60_000)
    expect(await login({ sdkAppId, jsCode: stale })).toMatchObject(refused('LOGIN_CODE_STALE'))
    expect(await login({ sdkAppId, jsCode: 'invented' })).toMatchObject(refused('LOGIN_CODE_STALE'))
  })

  test('a tampered profile is refused', async () => {
    const jsCode = codeOf('mallory')
    const { encryptedData, iv } = profileOf('mallory')
    const bytes = Buffer.from(encryptedData, 'base64')
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
    const tampered = { encryptedData: bytes.toString('base64'), iv }
    expect(await login({ sdkAppId, jsCode, ...tampered })).toMatchObject({
      status: 400,
      ...refused('PROFILE_TAMPERED'),
    })
  })

  test("another user's profile is refused", async () => {
    const jsCode = codeOf('mallory')
    codeOf('alice')
    expect(await login({ sdkAppId, jsCode, ...profileOf('alice') })).toMatchObject(refused('PROFILE_TAMPERED'))
  })

  test.each([
    [{ jsCode: 'x', iv: 'y' }, 'LOGIN_PROFILE_INCOMPLETE'],
    [{ encryptedData: 'x', iv: 'y' }, 'LOGIN_PROFILE_INCOMPLETE'],
    [{}, 'REQUEST_INVALID'],
    [{ jsCode: '' }, 'REQUEST_INVALID'],
    [{ jsCode: 1 }, 'REQUEST_INVALID'],
    [{ jsCode: 'x', more: true }, 'REQUEST_INVALID'],
    [{ jsCode: 'x', appId: 'wxffffffffffffffff' }, 'CHANNEL_UNBOUND'],
    [{ jsCode: 'x', sdkAppId: 1 }, 'APP_UNKNOWN'],
    [{ jsCode: 'x', sdkAppId: '1400000001' }, 'REQUEST_INVALID'],
    [{ openidSignature: `1.${'0'.repeat(64)}` }, 'OPENID_SIGNATURE_INVALID'],
    [{ openid: 'o', openidSignature: 'nonsense' }, 'OPENID_SIGNATURE_INVALID'],
  ])('%j is refused as %s', async (body, code) => {
    expect(await login({ sdkAppId, ...body })).toMatchObject(refused(code))
  })

  test.each([
    [-1, 503, 'WECHAT_BUSY'],
    [45011, 429, 'WECHAT_RATE_LIMITED'],
    [40226, 403, 'WECHAT_USER_BLOCKED'],
    [40013, 502, 'WECHAT_CHANNEL_MISCONFIGURED'],
  ])('errcode %d of WeChat is answered as %d %s', async (errcode, status, code) => {
    mock.wechat.setFault('unlucky', errcode)
    expect(await login({ sdkAppId, jsCode: codeOf('unlucky') })).toMatchObject({ status, ...refused(code) })
  })

  test('a body that is no JSON is refused', async () => {
    const response = await fetch(`${mock.serverUrl}/v1/customer/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"sdkAppId":',
    })
    expect({ body: await response.json() }).toMatchObject(refused('REQUEST_INVALID'))
  })
})

describe('staff log in', () => {
  test('an agent by account and password', async () => {
    const { account, password } = mock.agents[0]
    const { name, staffNo } = DEMO.agents[0]
    expect(await post(`${mock.serverUrl}/v1/agent/login`, { account, password })).toMatchObject({
      status: 200,
      body: { account: { name, staffNo } },
    })
  })

  test.each([
    ['agent', 'a wrong password', () => ({ ...mock.agents[0], password: 'wrong' })],
    ['agent', 'no password at all', () => ({ ...mock.agents[0], password: ' ' })],
    ['agent', 'an account that is not there', () => ({ ...mock.agents[0], account: 'nobody' })],
    ['admin', "an agent's login", () => mock.agents[0]],
    ['agent', "the administrator's login", () => mock.admin],
    ['agent', 'the password that demos once had', () => ({ ...mock.agents[0], password: 'demo-1234' })],
  ])('%s with %s is refused', async (role, _, body) => {
    expect(await post(`${mock.serverUrl}/v1/${role}/login`, body())).toMatchObject({
      status: 401,
      ...refused('PASSWORD_WRONG'),
    })
  })

  test("the admin's overview asks for an admin's token", async () => {
    const { body } = await post(`${mock.serverUrl}/v1/agent/login`, {
      account: mock.agents[0].account,
      password: mock.agents[0].password,
    })
    const token = JSON.parse(JSON.stringify(body)).token
    const answers = await Promise.all(
      [undefined, 'Bearer nonsense', `Bearer ${token}`].map(async (authorization) => {
        const response = await fetch(`${mock.serverUrl}/v1/admin/overview`, {
          headers: authorization === undefined ? {} : { authorization },
        })
        return [response.status, JSON.parse(await response.text()).error.code]
      }),
    )
    expect(answers).toEqual([
      [401, 'UNAUTHENTICATED'],
      [401, 'UNAUTHENTICATED'],
      [403, 'WRONG_AUDIENCE'],
    ])
  })
})

describe('logging out', () => {
  test('ends the token of its own audience, and only that', async () => {
    const { account, password } = mock.agents[0]
    const { body } = await post(`${mock.serverUrl}/v1/agent/login`, { account, password })
    const { token } = JSON.parse(JSON.stringify(body))
    const logout = async (audience: string, authorization?: string) => {
      const init = { method: 'POST', ...(authorization && { headers: { authorization } }) }
      return (await fetch(`${mock.serverUrl}/v1/${audience}/logout`, init)).status
    }
    const firstFrame = async () => (await openAgentSocket(mock.serverUrl, { token })).frames[0]
    expect(await logout('agent')).toBe(401)
    expect(await logout('customer', `Bearer ${token}`)).toBe(204)
    expect(await firstFrame()).toMatchObject({ t: 'welcome' })
    expect(await logout('agent', `Bearer ${token}`)).toBe(204)
    expect(await firstFrame()).toMatchObject({ t: 'error', error: { code: 'UNAUTHENTICATED' } })
  })
})

describe('checking a configuration', () => {
  test.each([
    ['sdkAppId=1400000001&ivrId=demo', 200, undefined],
    ['sdkAppId=1400000002&ivrId=demo', 404, 'APP_UNKNOWN'],
    ['sdkAppId=1400000001&ivrId=other', 404, 'FLOW_UNKNOWN'],
    ['sdkAppId=1400000001', 400, 'REQUEST_INVALID'],
    ['sdkAppId=0x1&ivrId=demo', 400, 'REQUEST_INVALID'],
  ])('%s is answered as %d %s', async (query, status, code) => {
    const response = await fetch(`${mock.serverUrl}/v1/customer/check?${query}`)
    const body = JSON.parse(await response.text())
    expect([response.status, body.ok, body.error?.code]).toEqual([status, status === 200 || undefined, code])
  })

  test('a flow that is not published cannot be entered', async () => {
    await mock.centre.ask(`update flows set status = 'draft'`)
    const response = await fetch(`${mock.serverUrl}/v1/customer/check?sdkAppId=1400000001&ivrId=demo`)
    expect({ status: response.status, body: await response.json() }).toMatchObject({
      status: 409,
      ...refused('FLOW_UNPUBLISHED'),
    })
    await mock.centre.ask(`update flows set status = 'published'`)
  })
})

describe('what is no request of ours', () => {
  test.each([
    ['GET', '/v1/customer/socket', 426, 'UPGRADE_REQUIRED'],
    ['GET', '/v1/customer/login', 404, 'ROUTE_UNKNOWN'],
    ['POST', '/v1/customer/login', 400, 'REQUEST_INVALID'],
    ['GET', '/v1/%zz', 400, 'REQUEST_INVALID'],
  ])('%s %s is answered as %d %s', async (method, path, status, code) => {
    const response = await fetch(mock.serverUrl + path, { method })
    expect({ status: response.status, body: await response.json() }).toMatchObject({ status, ...refused(code) })
  })
})
