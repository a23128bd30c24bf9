/* What the app needs of the world beside its store (store/store.ts): channels and adapters bring it. */

export interface WechatSession {
  openid: string
  /** never leaves the server, and is not kept */
  sessionKey: string
  unionid?: string
}

/** What the server asks of WeChat. */
export interface WechatGateway {
  /** @throws CccError LOGIN_CODE_STALE and WECHAT_* */
  codeToSession(appId: string, secret: string, jsCode: string): Promise<WechatSession>
}
