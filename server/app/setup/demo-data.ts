import type { FlowDefinition } from '@ccc-store/core/flow'
import { scopes, type Tx, type View } from '../../store/store'
import { revokeAllTokens } from '../accounts/authenticate'
import { hashPassword, randomPassword } from '../accounts/passwords'
import type { AppContext } from '../context'
import { RING_SECONDS, randomSecret } from './set-up'

/** What demo mode writes, for all who show or test it. The mini-program exists only at the fake WeChat. */
export const DEMO = {
  sdkAppId: 1_400_000_001,
  ivrId: 'demo',
  skillGroupId: 'demo-service',
  miniProgram: { appId: 'wx0000000000000001', secret: 'demo-secret-of-the-fake-wechat' },
  agents: [
    { account: 'agent1', name: '客服小云', staffNo: '1001' },
    { account: 'agent2', name: '客服小禾', staffNo: '1002' },
  ],
} as const

const demoFlow: FlowDefinition = {
  nodes: [
    { id: 'start', kind: 'start', label: '开始', next: 'greeting' },
    {
      id: 'greeting',
      kind: 'message',
      label: '欢迎语',
      text: '您好，欢迎光临！我是自助客服，很高兴为您服务。',
      next: 'menu',
    },
    {
      id: 'menu',
      kind: 'branch',
      label: '服务菜单',
      text: '请选择您需要的服务，或直接回复关键词：',
      wrongInputText: '没有找到对应的服务，请点击上方按钮，或回复“1”“2”“人工”。',
      branches: [
        { keyword: '1', name: '配送与运费', next: 'delivery' },
        { keyword: '2', name: '退换货', next: 'returns' },
        { keyword: '人工', name: '人工客服', next: 'human' },
      ],
    },
    {
      id: 'delivery',
      kind: 'message',
      label: '配送',
      text: '下单后 48 小时内发货，满 99 元包邮，一般 2–4 天送达。',
      next: 'more',
    },
    {
      id: 'returns',
      kind: 'message',
      label: '退换货',
      text: '签收后 7 天内可无理由退换，请保持商品完好，运费由我们承担。',
      next: 'more',
    },
    {
      id: 'more',
      kind: 'branch',
      label: '还有问题',
      text: '还有其他问题吗？',
      wrongInputText: '请点击上方按钮，或回复“人工”“没有”。',
      branches: [
        { keyword: '人工', name: '人工客服', next: 'human' },
        { keyword: '没有', name: '没有了', next: 'thanks' },
      ],
    },
    { id: 'thanks', kind: 'message', label: '致谢', text: '感谢您的咨询，祝您购物愉快！', next: 'end' },
    {
      id: 'human',
      kind: 'transfer',
      label: '转人工',
      skillGroupId: DEMO.skillGroupId,
      queueingText: '客服正忙，您前面还有 ${WaitNo} 位，客服空闲后会依次为您接入。',
      failureText: '当前没有客服在线，请稍后再来咨询。',
      successText: '已为您接入人工客服，工号 ${StaffNo}。',
      next: 'end',
    },
    {
      id: 'end',
      kind: 'end',
      label: '结束',
      replyTimeoutSeconds: 600,
      timeoutText: '由于您长时间未回复，本次会话已自动结束。如有需要，欢迎再次咨询。',
      agentEndedText: '本次服务已结束，感谢您的咨询，祝您生活愉快！',
    },
  ],
}

/** With what a person logs in; known to this process alone. */
export interface DemoLogin {
  account: string
  password: string
}

/**
 * Writes the demo's skill group, agents, flow and mini-program beside the call centre, unless they are there. The agents
 * get new random passwords each time: those of an earlier run log nobody in.
 */
export async function writeDemoData(context: AppContext): Promise<DemoLogin[]> {
  const logins = DEMO.agents.map(({ account }) => ({ account, password: randomPassword() }))
  const hashes = await Promise.all(logins.map(({ password }) => hashPassword(password)))
  await context.store.write(scopes.server, async (tx) => {
    await insertDemoData(tx)
    for (const [i, { account }] of logins.entries()) await tx.accounts.setPassword(account, hashes[i] ?? '', true)
  })
  return logins
}

/** Ends the logins that demos have left behind. A password that somebody gave an account of the demo since stays. */
export async function closeDemoLogins({ store }: AppContext): Promise<void> {
  await store.write(scopes.server, async (tx) => {
    for (const accountId of await tx.accounts.takeDemoPasswords()) await revokeAllTokens(tx, accountId)
  })
}

/** Whether a demo has ever been in this store. */
export async function hasDemoData({ apps }: View): Promise<boolean> {
  return (await apps.flow(DEMO.ivrId)) !== undefined
}

async function insertDemoData(tx: Tx): Promise<void> {
  if (await hasDemoData(tx)) return
  const { sdkAppId, skillGroupId, ivrId, miniProgram } = DEMO
  // a store that was set up without the demo has a call centre of its own; the demo's stands beside it
  await tx.apps.add({ sdkAppId, name: '演示呼叫中心', openidSecret: randomSecret(), ringSeconds: RING_SECONDS })
  const { appId: wechatAppId, secret: wechatSecret } = miniProgram
  await tx.apps.addChannel({ channelId: 'demo-shop', sdkAppId, name: '演示小店', wechatAppId, wechatSecret })
  await tx.apps.addSkillGroup({ skillGroupId, sdkAppId, name: '在线服务组', kind: 'omnimedia', capacity: 1 })
  for (const { account: login, name, staffNo } of DEMO.agents) {
    const accountId = `demo-${login}`
    // no password yet, and none matches that
    await tx.accounts.add({ accountId, sdkAppId, role: 'agent', login, passwordHash: '', name, staffNo })
    await tx.apps.addMember(skillGroupId, accountId)
  }
  await tx.apps.publishFlow({ ivrId, sdkAppId, name: '演示服务流' }, demoFlow)
}
