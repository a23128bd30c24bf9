import { CccError } from '@ccc-store/core/protocol'
import { type Static, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { WechatGateway, WechatSession } from '../../app/ports'

/** WeChat may drop or rename what it says; only what is used is asked for. */
const Answer = Type.Object({
  errcode: Type.Optional(Type.Integer()),
  openid: Type.Optional(Type.String({ minLength: 1 })),
  session_key: Type.Optional(Type.String({ minLength: 1 })),
  unionid: Type.Optional(Type.String()),
})

const TIMEOUT_MS = 10_000

/** WeChat's HTTP API (jscode2session; the HTTP status is 200 either way, errcode tells). */
export class WechatHttpGateway implements WechatGateway {
  /** @param baseUrl `https://api.weixin.qq.com`, or a fake of it */
  constructor(private readonly baseUrl: string) {}

  async codeToSession(appId: string, secret: string, jsCode: string): Promise<WechatSession> {
    const query = new URLSearchParams({ appid: appId, secret, js_code: jsCode, grant_type: 'authorization_code' })
    const answer = await this.get(`/sns/jscode2session?${query}`)
    if (answer.errcode) throw asError(answer.errcode)
    if (!answer.openid || !answer.session_key) throw new CccError('WECHAT_UNREACHABLE')
    return {
      openid: answer.openid,
      sessionKey: answer.session_key,
      ...(answer.unionid && { unionid: answer.unionid }),
    }
  }

  private async get(path: string): Promise<Static<typeof Answer>> {
    let body: unknown
    try {
      const response = await fetch(`${this.baseUrl}${path}`, { signal: AbortSignal.timeout(TIMEOUT_MS) })
      body = await response.json()
    } catch {
      // the cause may quote the address, and with it the secret
      throw new CccError('WECHAT_UNREACHABLE')
    }
    if (!Value.Check(Answer, body)) throw new CccError('WECHAT_UNREACHABLE')
    return body
  }
}

function asError(errcode: number): CccError {
  switch (errcode) {
    case 40029:
    case 40163:
      return new CccError('LOGIN_CODE_STALE')
    case -1:
      return new CccError('WECHAT_BUSY')
    case 45011:
      return new CccError('WECHAT_RATE_LIMITED')
    case 40226:
      return new CccError('WECHAT_USER_BLOCKED')
    default:
      return new CccError('WECHAT_CHANNEL_MISCONFIGURED', { errcode })
  }
}
