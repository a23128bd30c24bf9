import { type WechatGateway, WechatHttpGateway } from '@ccc-store/server'
import type { FastifyPluginAsync } from 'fastify'
import type { FakeWechat } from './fake-wechat'
import { FAKE_WECHAT_PATH, fakeWechatRoutes } from './fake-wechat-routes'

/**
 * Puts a fake WeChat on the very server that asks it, over real HTTP. The server's address is known only once it
 * listens, so it is told then.
 */
export function fakeWechatOn(wechat: FakeWechat): {
  routes: FastifyPluginAsync
  gateway: WechatGateway
  /** @returns the address of the fake WeChat */
  answersAt(serverUrl: string): string
} {
  let url = ''
  return {
    routes: fakeWechatRoutes(wechat),
    gateway: { codeToSession: (...login) => new WechatHttpGateway(url).codeToSession(...login) },
    answersAt(serverUrl) {
      url = `${serverUrl}${FAKE_WECHAT_PATH}`
      return url
    },
  }
}
