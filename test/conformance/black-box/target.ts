import { post } from '@ccc-store/mock-server'
import { DEMO, type DemoLogin, signOpenid } from '@ccc-store/server'

/** A running call centre, and what it takes to be let in. */
export interface Target {
  url: string
  sdkAppId: number
  ivrId: string
  /** signs openids on behalf of the team's own back end */
  secret: string
  /** two at least, of the skill group that the flow asks for at the word 人工 */
  agents: readonly DemoLogin[]
  /** sessions that one agent may have at once */
  capacity: number
}

/** One that we started, and may kill. */
export interface OwnTarget extends Target {
  /** kill -9, and a new start on the same folder; `url` may be another one then */
  killAndStart(): Promise<void>
}

const NAMES = ['CCC_TEST_SECRET', 'CCC_TEST_AGENTS'] as const

/**
 * A server that is running already, as the environment describes it. CCC_TEST_SECRET: its signing secret;
 * CCC_TEST_AGENTS: `account:password,account:password`. The demo's flow and capacity are taken unless CCC_TEST_APP,
 * CCC_TEST_FLOW and CCC_TEST_CAPACITY name others.
 * @throws Error which names what is missing
 */
export function targetAt(url: string, env: Readonly<Record<string, string | undefined>>): Target {
  const missing = NAMES.filter((name) => !env[name])
  if (missing.length > 0) throw new Error(`${missing.join(' and ')} must be set (CONTRIBUTING.md)`)
  const agents = (env.CCC_TEST_AGENTS ?? '').split(',').map((login) => {
    const [account = '', password = ''] = login.split(/:(.*)/)
    return { account, password }
  })
  return {
    url: url.replace(/\/+$/, ''),
    sdkAppId: Number(env.CCC_TEST_APP ?? DEMO.sdkAppId),
    ivrId: env.CCC_TEST_FLOW ?? DEMO.ivrId,
    secret: env.CCC_TEST_SECRET ?? '',
    agents,
    capacity: Number(env.CCC_TEST_CAPACITY ?? 1),
  }
}

/** Logs a customer in by a signature of the shop. @returns the token. @throws when it is refused */
export async function loginBySignature(
  { url, sdkAppId, secret }: Pick<Target, 'url' | 'sdkAppId' | 'secret'>,
  openid: string,
): Promise<string> {
  const openidSignature = signOpenid(secret, sdkAppId, openid, Math.floor(Date.now() / 1_000))
  const { status, body } = await post(`${url}/v1/customer/login`, { sdkAppId, openid, openidSignature })
  const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : undefined
  if (typeof token === 'string') return token
  throw new Error(`the log-in was answered ${status}: ${JSON.stringify(body)}`)
}
