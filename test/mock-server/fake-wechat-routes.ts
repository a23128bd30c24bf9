import { Type } from '@sinclair/typebox'
import type { FastifyPluginAsync } from 'fastify'
import type { FakeWechat } from './fake-wechat'

const Phone = Type.Object({ appid: Type.String(), user: Type.String({ minLength: 1, maxLength: 128 }) })
const Exchange = Type.Object({ appid: Type.String(), secret: Type.String(), js_code: Type.String() })
const Fault = Type.Object({ user: Type.String(), errcode: Type.Integer() })

/** Where the fake WeChat answers on a server. */
export const FAKE_WECHAT_PATH = '/fake-wechat'

/**
 * The fake WeChat over HTTP: what the call centre asks (`/sns/jscode2session`), what a simulated phone asks (`/code`
 * for wx.login, `/profile` for wx.getUserProfile), and what a test asks (`/fault`).
 */
export const fakeWechatRoutes =
  (wechat: FakeWechat): FastifyPluginAsync =>
  async (server) => {
    server.get<{ Querystring: { appid: string; secret: string; js_code: string } }>(
      `${FAKE_WECHAT_PATH}/sns/jscode2session`,
      { schema: { querystring: Exchange }, logLevel: 'warn' },
      async ({ query }) => wechat.codeToSession(query.appid, query.secret, query.js_code),
    )
    server.post<{ Body: { appid: string; user: string } }>(
      `${FAKE_WECHAT_PATH}/code`,
      { schema: { body: Phone } },
      async ({ body }) => ({ code: wechat.issueCode(body.appid, body.user) }),
    )
    server.post<{ Body: { appid: string; user: string } }>(
      `${FAKE_WECHAT_PATH}/profile`,
      { schema: { body: Phone } },
      async ({ body }) => wechat.encryptProfile(body.appid, body.user),
    )
    server.post<{ Body: { user: string; errcode: number } }>(
      `${FAKE_WECHAT_PATH}/fault`,
      { schema: { body: Fault } },
      async ({ body }) => {
        wechat.setFault(body.user, body.errcode)
        return { errcode: 0 }
      },
    )
  }
