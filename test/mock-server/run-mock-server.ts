import { stopOnSignals } from '@ccc-store/server'
import { type MockAddresses, startMockServer } from './mock-server'

/** `ccc-server mock`: prints one JSON line with its addresses when it is ready, and serves until a signal ends it. */
export async function runMockServer(options: { port: number }): Promise<void> {
  const { serverUrl, sdkAppId, ivrId, appId, wechatUrl, agent, close } = await startMockServer({
    port: options.port,
    logLevel: 'warn',
  })
  const addresses: MockAddresses = { serverUrl, sdkAppId, ivrId, appId, wechatUrl, agent }
  process.stdout.write(`${JSON.stringify(addresses)}\n`)
  stopOnSignals(close)
}
