import { createCipheriv, createHash, randomBytes } from 'node:crypto'

/** What `wx.getUserProfile` hands to a mini-program. */
export interface EncryptedProfile {
  userInfo: { nickName: string; avatarUrl: string }
  rawData: string
  signature: string
  encryptedData: string
  iv: string
}

/** WeChat's answer to jscode2session; the HTTP status is 200 either way. */
export type SessionAnswer =
  | { openid: string; session_key: string; unionid?: string }
  | { errcode: number; errmsg: string }

/** Seen on every mini-program since October 2022, whoever the user is. */
const ANONYMOUS = { nickName: '微信用户', avatarUrl: '' }

/** wx.login: a code lives five minutes and works once. */
const CODE_LIFETIME_MS = 5 * 60_000

interface IssuedCode {
  appId: string
  user: string
  sessionKey: string
  expiresAt: number
  used: boolean
}

export interface FakeWechatOptions {
  /** mini-programs that exist, with their secrets */
  miniPrograms: readonly { appId: string; secret: string }[]
  now?: () => number
}

/**
 * WeChat as far as a login needs it, with WeChat's own rules and error codes. A user is any name; the same name is the
 * same person, also after a restart.
 */
export class FakeWechat {
  private readonly codes = new Map<string, IssuedCode>()
  private readonly sessionKeys = new Map<string, string>()
  private readonly faults = new Map<string, number>()
  private readonly now: () => number

  constructor(private readonly options: FakeWechatOptions) {
    this.now = options.now ?? Date.now
  }

  /** The openid a mini-program sees for a user: 28 characters, different in each mini-program. */
  openidOf(appId: string, user: string): string {
    return `o${createHash('sha256').update(`${appId}\n${user}`).digest('base64url').slice(0, 27)}`
  }

  /** What `wx.login` returns on the user's phone. */
  issueCode(appId: string, user: string): string {
    const code = `0${randomBytes(15).toString('hex')}`
    const sessionKey = randomBytes(16).toString('base64')
    // a new login replaces the key under which profiles are encrypted
    this.sessionKeys.set(`${appId}\n${user}`, sessionKey)
    this.codes.set(code, { appId, user, sessionKey, expiresAt: this.now() + CODE_LIFETIME_MS, used: false })
    return code
  }

  /**
   * What `wx.getUserProfile` returns on the user's phone, encrypted under the key of the latest wx.login.
   * @param withOpenId as WeChat did until October 2022; since then a profile does not say whose it is
   */
  encryptProfile(appId: string, user: string, profile = ANONYMOUS, withOpenId = false): EncryptedProfile {
    const key = this.sessionKeys.get(`${appId}\n${user}`) ?? randomBytes(16).toString('base64')
    const rawData = JSON.stringify(profile)
    const watermark = { appid: appId, timestamp: Math.floor(this.now() / 1_000) }
    const iv = randomBytes(16)
    const cipher = createCipheriv('aes-128-cbc', Buffer.from(key, 'base64'), iv)
    const plain = JSON.stringify({ ...(withOpenId && { openId: this.openidOf(appId, user) }), ...profile, watermark })
    return {
      userInfo: profile,
      rawData,
      signature: createHash('sha1')
        .update(rawData + key)
        .digest('hex'),
      encryptedData: Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]).toString('base64'),
      iv: iv.toString('base64'),
    }
  }

  /** From now on WeChat answers this user's logins with an error: -1 busy, 45011 rate, 40226 blocked. 0 ends it. */
  setFault(user: string, errcode: number): void {
    if (errcode === 0) this.faults.delete(user)
    else this.faults.set(user, errcode)
  }

  /** `GET /sns/jscode2session` */
  codeToSession(appId: string, secret: string, code: string): SessionAnswer {
    const miniProgram = this.options.miniPrograms.find((candidate) => candidate.appId === appId)
    if (!miniProgram) return { errcode: 40013, errmsg: 'invalid appid' }
    if (miniProgram.secret !== secret) return { errcode: 40125, errmsg: 'invalid appsecret' }
    const issued = this.codes.get(code)
    if (!issued || issued.appId !== appId || issued.expiresAt <= this.now()) {
      return { errcode: 40029, errmsg: 'invalid code' }
    }
    const fault = this.faults.get(issued.user)
    if (fault !== undefined) return { errcode: fault, errmsg: 'as asked for by the test' }
    if (issued.used) return { errcode: 40163, errmsg: 'code been used' }
    issued.used = true
    return { openid: this.openidOf(appId, issued.user), session_key: issued.sessionKey }
  }
}
