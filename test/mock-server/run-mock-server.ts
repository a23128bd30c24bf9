import { stopOnSignals } from '@ccc-store/server'
import { type MockAddresses, startMockServer } from './mock-server'

/** `ccc-server mock`: prints one JSON line with its addresses when it is ready, and serves until a signal ends it. */
export async function runMockServer(options: { port: number }): Promise<void> {
  const mock = await startMockServer({ port: options.port, logLevel: 'warn' })
  const { serverUrl, sdkAppId, ivrId, appId, wechatUrl, openidSecret, agent, admin } = mock
  const addresses: MockAddresses = { serverUrl, sdkAppId, ivrId, appId, wechatUrl, openidSecret, agent, admin }
  process.stdout.write(`${JSON.stringify(addresses)}\n`)
  stopOnSignals(() => mock.close())
}
