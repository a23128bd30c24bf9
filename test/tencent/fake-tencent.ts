import { createHash, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { verifyUserSig } from './verify-user-sig'

/** The app that both sides know. */
export interface FakeApp {
  sdkAppId: number
  secretKey: string
  callbackToken: string
  admin: string
}

export interface FakeElement {
  MsgType: string
  MsgContent: Record<string, unknown>
}

/** A message as Tencent keeps it. */
export interface FakeMessage {
  from: string
  to: string
  msgKey: string
  elements: readonly FakeElement[]
  cloudCustomData: string
  isOnlineOnly: boolean
  withdrawn: boolean
}

/** What the fake needs of a phone's SDK. */
export interface FakePhone {
  push(message: FakeMessage): void
  revoked(message: FakeMessage): void
}

/** What happens to something on its way. `late`: after the next one. */
export type Fate = 'arrives' | 'lost' | 'twice' | 'late'

const MAX_BYTES = 12 * 1_024
const OK = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 }

/**
 * Tencent Cloud Chat as far as this project uses it: accounts, one-to-one messages over REST and from phones, and the
 * callbacks. Written after Tencent's documentation; what it cannot show is listed in docs/tencent-chat.md.
 */
export class FakeTencent {
  /** where callbacks go; none are sent while it is empty */
  callbackUrl = ''
  /** what becomes of each push to a phone, and of each callback */
  fateOfPush: (message: FakeMessage) => Fate = () => 'arrives'
  fateOfCallback: (command: string) => Fate = () => 'arrives'
  /** the code that a phone's message is refused with, 0 to take it */
  verdict: (message: Pick<FakeMessage, 'elements'>) => number = () => 0
  /** the code that a REST call is refused with, 0 to take it */
  restVerdict: (path: string, body: Record<string, unknown>) => number = () => 0
  /** codes that the next REST calls are refused with, whatever they are */
  readonly restErrors: number[] = []
  readonly messages: FakeMessage[] = []
  readonly restCalls: { path: string; body: Record<string, unknown> }[] = []
  readonly accounts = new Set<string>()
  /** answers of the call centre to callbacks */
  readonly callbackAnswers: unknown[] = []
  private readonly taken = new Map<string, string>()
  private readonly phones = new Map<string, FakePhone>()
  private late: (() => void)[] = []
  private server: Server | undefined

  constructor(readonly app: FakeApp) {}

  async listen(): Promise<string> {
    const server = createServer((request, response) => void this.answer(request, response))
    this.server = server
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections()
    this.server?.close()
  }

  /** A phone logs in. @returns why it was refused, 0 when it was not */
  logIn(userId: string, userSig: string, phone: FakePhone): number {
    if (!verifyUserSig(userSig, { ...this.app, userId })) return 70_003
    this.phones.set(userId, phone)
    return 0
  }

  logOut(userId: string, phone: FakePhone): void {
    if (this.phones.get(userId) === phone) this.phones.delete(userId)
  }

  /** A phone sends. @returns the code it is refused with, 0 when it is taken */
  fromPhone(message: Omit<FakeMessage, 'msgKey' | 'withdrawn'>): number {
    if (!this.accounts.has(message.to)) return 20_003
    if (sizeOf(message) > MAX_BYTES) return 80_002
    const refused = this.verdict(message)
    if (refused !== 0) return refused
    const kept = this.keep(message, `${randomInt(1e9)}`)
    void this.callback('C2C.CallbackAfterSendMsg', 'MiniProgram', kept)
    return 0
  }

  /** The customer takes a message back in another client. */
  withdrawFromPhone(message: FakeMessage): Promise<void> {
    message.withdrawn = true
    return this.callback('C2C.CallbackAfterMsgWithDraw', 'Android', message)
  }

  /** Posts a callback as Tencent does; `change` may spoil its address. */
  async callback(
    command: string,
    platform: string,
    message: FakeMessage,
    change: (query: URLSearchParams) => void = () => {},
  ): Promise<void> {
    const fate = this.fateOfCallback(command)
    const post = () => this.post(command, platform, message, change)
    await this.befall(fate, post)
  }

  private async post(
    command: string,
    platform: string,
    message: FakeMessage,
    change: (query: URLSearchParams) => void,
  ): Promise<void> {
    if (this.callbackUrl === '') return
    const time = String(Math.floor(Date.now() / 1_000))
    const query = new URLSearchParams({
      SdkAppid: String(this.app.sdkAppId),
      CallbackCommand: command,
      contenttype: 'json',
      ClientIP: '127.0.0.1',
      OptPlatform: platform,
      RequestTime: time,
      Sign: createHash('sha256')
        .update(this.app.callbackToken + time)
        .digest('hex'),
    })
    change(query)
    const [seq, random] = message.msgKey.split('_').map(Number)
    try {
      const response = await fetch(`${this.callbackUrl}?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          CallbackCommand: command,
          From_Account: message.from,
          To_Account: message.to,
          MsgSeq: seq,
          MsgRandom: random,
          MsgTime: Number(time),
          MsgKey: message.msgKey,
          OnlineOnlyFlag: message.isOnlineOnly ? 1 : 0,
          SendMsgResult: 0,
          ErrorInfo: 'send msg succeed',
          MsgBody: message.elements,
          CloudCustomData: message.cloudCustomData,
        }),
      })
      this.callbackAnswers.push(await response.json())
    } catch {
      // the call centre is away: Tencent does not wait for it
    }
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const url = new URL(request.url ?? '', 'http://tencent')
    const body = JSON.parse(Buffer.concat(chunks).toString())
    const path = url.pathname.slice(1)
    this.restCalls.push({ path, body })
    const result = this.call(path, url.searchParams, body)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(typeof result === 'number' ? refusal(result) : { ...OK, ...result }))
  }

  private call(path: string, query: URLSearchParams, body: Record<string, unknown>): number | object {
    const error = this.restErrors.shift() || this.restVerdict(path, body)
    if (error) return error
    const { sdkAppId, secretKey, admin } = this.app
    if (query.get('sdkappid') !== String(sdkAppId) || query.get('identifier') !== admin) return 90_009
    if (!verifyUserSig(query.get('usersig') ?? '', { sdkAppId, secretKey, userId: admin })) return 70_003
    if (path === 'v4/im_open_login_svc/account_import') {
      this.accounts.add(String(body.UserID))
      return {}
    }
    if (path === 'v4/openim/sendmsg') return this.send(body)
    if (path === 'v4/openim/admin_msgwithdraw') return this.withdraw(body)
    return 60_010
  }

  private send(body: Record<string, unknown>): number | object {
    const { From_Account: from, To_Account: to, MsgBody: elements, CloudCustomData = '' } = body
    if (typeof from !== 'string' || typeof to !== 'string' || !isElements(elements)) return 90_001
    if (typeof CloudCustomData !== 'string') return 90_001
    if (!this.accounts.has(from) || !this.accounts.has(to)) return 70_107
    const message = { from, to, elements, cloudCustomData: CloudCustomData, isOnlineOnly: body.MsgLifeTime === 0 }
    if (sizeOf(message) > MAX_BYTES) return 80_002
    const numbers = `${from} ${body.MsgSeq} ${body.MsgRandom} ${JSON.stringify(elements)} ${CloudCustomData}`
    const known = this.taken.get(numbers)
    if (known !== undefined) return { MsgKey: known, MsgTime: 0 }
    const kept = this.keep(message, `${body.MsgSeq}_${body.MsgRandom}`)
    this.taken.set(numbers, kept.msgKey)
    void this.befall(this.fateOfPush(kept), async () => this.phones.get(to)?.push(kept))
    void this.callback('C2C.CallbackAfterSendMsg', 'RESTAPI', kept)
    return kept.isOnlineOnly ? {} : { MsgKey: kept.msgKey, MsgTime: 0 }
  }

  private withdraw(body: Record<string, unknown>): number | object {
    const message = this.messages.find(({ msgKey }) => msgKey === body.MsgKey)
    if (!message || message.from !== body.From_Account || message.to !== body.To_Account) return 20_022
    if (message.withdrawn) return 20_023
    message.withdrawn = true
    for (const user of [message.from, message.to]) this.phones.get(user)?.revoked(message)
    void this.callback('C2C.CallbackAfterMsgWithDraw', 'RESTAPI', message)
    return {}
  }

  private keep(message: Omit<FakeMessage, 'msgKey' | 'withdrawn'>, key: string): FakeMessage {
    const kept = { ...message, msgKey: `${key}_${Math.floor(Date.now() / 1_000)}`, withdrawn: false }
    this.messages.push(kept)
    return kept
  }

  private async befall(fate: Fate, happen: () => Promise<unknown>): Promise<void> {
    if (fate === 'lost') return
    if (fate === 'late') {
      this.late.push(happen)
      return
    }
    await happen()
    if (fate === 'twice') await happen()
    const { late } = this
    this.late = []
    for (const each of late) await each()
  }
}

const sizeOf = ({ elements, cloudCustomData }: Pick<FakeMessage, 'elements' | 'cloudCustomData'>): number =>
  Buffer.byteLength(JSON.stringify(elements) + cloudCustomData)

const refusal = (ErrorCode: number) => ({ ActionStatus: 'FAIL', ErrorInfo: `as error ${ErrorCode} says`, ErrorCode })

const isElements = (value: unknown): value is FakeElement[] =>
  Array.isArray(value) && value.every((each) => typeof each?.MsgType === 'string')
