import { CustomerLoginResponse, type Entry, parse } from '@ccc-store/core/protocol'
import { type AgentSocket, loginAgent, openAgentSocket, post } from '@ccc-store/mock-server'
import {
  type CallCentre,
  createServer,
  DEMO,
  type DemoLogin,
  IN_MEMORY,
  listen,
  setUp,
  signOpenid,
  type TencentOptions,
  WechatHttpGateway,
  writeDemoData,
} from '@ccc-store/server'

export const { sdkAppId: CENTRE_APP, ivrId: FLOW } = DEMO

const NOBODY: DemoLogin = { account: '', password: '' }

/** A call centre that can be started again on its data, at its address. */
export class Centre {
  url = ''
  private port: number
  /** how to log in as the demo's agents, after the last start */
  private agents: readonly [DemoLogin, DemoLogin] = [NOBODY, NOBODY]
  private signed = Number.POSITIVE_INFINITY
  private centre: CallCentre | undefined

  /** @param options port 0 lets the system choose */
  constructor(private readonly options: { tencent?: TencentOptions; dataDir?: string; port?: number } = {}) {
    this.port = options.port ?? 0
  }

  /** The tables themselves. */
  get ask(): CallCentre['ask'] {
    if (!this.centre) throw new Error('the call centre is not started')
    return this.centre.ask
  }

  get context() {
    if (!this.centre) throw new Error('the call centre is not started')
    return this.centre.context
  }

  async start(): Promise<void> {
    const { tencent, dataDir = IN_MEMORY } = this.options
    const centre = await createServer({
      dataDir,
      // customers log in by signed openids here
      wechat: new WechatHttpGateway('http://127.0.0.1:9'),
      logLevel: 'silent',
      limits: null,
      ...(tencent && { tencent }),
    })
    this.centre = centre
    await setUp(centre.context, DEMO.sdkAppId)
    const [first, second] = await writeDemoData(centre.context)
    if (first && second) this.agents = [first, second]
    this.url = await listen(centre, '127.0.0.1', this.port)
    this.port = Number(new URL(this.url).port)
  }

  async stop(): Promise<void> {
    await this.centre?.close()
    this.centre = undefined
  }

  async logIn(openid: string): Promise<CustomerLoginResponse> {
    const app = await this.context.store.read(({ apps }) => apps.find(DEMO.sdkAppId))
    const openidSignature = signOpenid(app?.openidSecret ?? '', DEMO.sdkAppId, openid, this.signingTime())
    const { body } = await post(`${this.url}/v1/customer/login`, { sdkAppId: DEMO.sdkAppId, openid, openidSignature })
    return parse(CustomerLoginResponse, body)
  }

  /** A signature logs in once: each has a second of its own. */
  private signingTime(): number {
    this.signed = Math.min(this.signed, Math.floor(Date.now() / 1_000)) - 1
    return this.signed
  }

  /** One of the demo's agents, online. */
  async agent(index: 0 | 1 = 0): Promise<AgentSocket & { token: string }> {
    const { token } = await loginAgent(this.url, this.agents[index])
    const socket = Object.assign(await openAgentSocket(this.url, { token }), { token })
    await socket.command({ t: 'status', status: 'online' })
    return socket
  }

  /** The log of a customer, as the store has it. */
  async log(customerId: string): Promise<Pick<Entry, 'seq' | 'from' | 'body' | 'clientId'>[]> {
    return this.context.store.read(async ({ customers, conversations, log }) => {
      const conversationId = (await customers.conversationOf(customerId)) ?? ''
      const { head } = await conversations.get(conversationId)
      return log.between(conversationId, 0, head)
    })
  }
}

/** Waits for something to be so. @throws when it is not within ten seconds */
export async function until<T>(look: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  const end = Date.now() + 10_000
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (Date.now() > end) throw new Error(`it did not come true: ${look}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
