import {
  type CallCentre,
  type Clock,
  createServer,
  DEMO,
  type DemoLogin,
  IN_MEMORY,
  type Limits,
  listen,
  type SocketCaps,
  setUp,
  writeDemoData,
} from '@ccc-store/server'
import { FakeWechat } from './fake-wechat'
import { fakeWechatOn } from './fake-wechat-on'
import { type AgentScript, ScriptedAgent } from './scripted-agent'

export interface MockServerOptions {
  /** 0, the default, lets the system choose */
  port?: number
  /** how the scripted agent answers; false leaves the desk to the test */
  agent?: AgentScript | false
  logLevel?: string
  /** a folder instead of memory, for tests that restart */
  dataDir?: string
  clock?: Clock
  /** the built workbench, to be served under /desk/ */
  deskDir?: string
  /** tests are faster than people, so nothing is limited unless they ask for it */
  limits?: Limits
  /** how many sockets may be open at once; as many as on a real server unless told */
  sockets?: SocketCaps
  /** free bytes of the disk, in place of what the system says */
  freeBytes?: () => Promise<number>
  /** who is believed on whose behalf they ask; nobody unless told */
  trustedProxies?: readonly string[]
}

/** What a mini-program and its tests need to know of the mock server. */
export interface MockAddresses {
  /** for ccc-config.js */
  serverUrl: string
  sdkAppId: number
  ivrId: string
  /** AppID of the mini-program the fake WeChat knows */
  appId: string
  /** the fake WeChat: POST /code and /profile, as wx.login and wx.getUserProfile */
  wechatUrl: string
  /** signs openids as the team's own back end does (docs/protocol.md) */
  openidSecret: string
  /** a second agent for a test to log in as */
  agent: { account: string; password: string }
  /** the administrator */
  admin: { account: string; password: string }
}

export interface MockServer extends MockAddresses {
  /** both agents: the first is the scripted one, unless there is none */
  agents: readonly [DemoLogin, DemoLogin]
  wechat: FakeWechat
  centre: CallCentre
  close(): Promise<void>
}

/** Starts the thin mock server: the real call centre in memory, a fake WeChat, a scripted agent. Loopback only. */
export async function startMockServer(options: MockServerOptions = {}): Promise<MockServer> {
  const { sdkAppId, ivrId, miniProgram } = DEMO
  const wechat = new FakeWechat({ miniPrograms: [miniProgram], ...(options.clock && { now: options.clock.now }) })
  const fake = fakeWechatOn(wechat)
  const centre = await createServer({
    dataDir: options.dataDir ?? IN_MEMORY,
    wechat: fake.gateway,
    logLevel: options.logLevel ?? 'silent',
    allowLoopbackOrigins: true,
    plugins: [fake.routes],
    limits: options.limits ?? null,
    ...(options.sockets && { sockets: options.sockets }),
    ...(options.freeBytes && { freeBytes: options.freeBytes }),
    ...(options.trustedProxies && { trustedProxies: options.trustedProxies }),
    ...(options.clock && { clock: options.clock }),
    ...(options.deskDir !== undefined && { deskDir: options.deskDir }),
  })
  try {
    const admin = await setUp(centre.context, sdkAppId)
    const [first, second] = await writeDemoData(centre.context)
    if (!first || !second) throw new Error('the demo has two agents')
    const serverUrl = await listen(centre, '127.0.0.1', options.port ?? 0)
    const wechatUrl = fake.answersAt(serverUrl)
    const agent = options.agent === false ? undefined : await ScriptedAgent.start(serverUrl, first, options.agent)
    return {
      serverUrl,
      sdkAppId,
      ivrId,
      appId: miniProgram.appId,
      wechatUrl,
      openidSecret: await openidSecretOf(centre),
      agents: [first, second],
      agent: second,
      // a data folder that was set up before keeps its administrator, whose password only that first start knew
      admin: { account: admin?.account ?? 'admin', password: admin?.password ?? '' },
      wechat,
      centre,
      async close() {
        await agent?.stop()
        await centre.close()
      },
    }
  } catch (error) {
    await centre.close()
    throw error
  }
}

async function openidSecretOf({ context }: CallCentre): Promise<string> {
  const app = await context.store.read(({ apps }) => apps.find(DEMO.sdkAppId))
  return app?.openidSecret ?? ''
}
