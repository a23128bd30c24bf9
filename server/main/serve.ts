import { resolve } from 'node:path'
import { CccError } from '@ccc-store/core/protocol'
import type { WechatGateway } from '../app/ports'
import { closeDemoLogins, DEMO, type DemoLogin, hasDemoData, writeDemoData } from '../app/setup/demo-data'
import { type FirstAdministrator, setUp } from '../app/setup/set-up'
import { tencentOptionsOf } from '../channels/tencent-chat/tencent-options'
import { limitsOf } from '../config/limit-settings'
import type { Settings } from '../config/settings'
import { trustedProxiesOf } from '../config/trusted-proxies'
import { type CallCentre, createServer, type ServerOptions } from './create-server'
import { listen } from './listen'
import { isLoopback } from './loopback'

export interface ServeOptions {
  settings: Settings
  /** in place of WeChat at the address in the settings */
  wechat?: WechatGateway
  deskDir?: string
  plugins?: NonNullable<ServerOptions['plugins']>
  /** Told once in the life of a store, before anything else can fail. */
  onFirstAdministrator(administrator: FirstAdministrator): void
  /** Told at each start of a demo. */
  onDemoLogins?(logins: readonly DemoLogin[]): void
}

/**
 * Starts a call centre as its settings say.
 * @returns it, and the address it answers at
 * @throws CccError when it cannot start; nothing is left open then
 */
export async function serve(options: ServeOptions): Promise<{ centre: CallCentre; url: string }> {
  const { settings, deskDir, plugins } = options
  // whatever this process writes is for its own user alone
  process.umask(0o077)
  const demo = settings.CCC_DEMO
  const mayBeDemo = settings.CCC_DEMO_PUBLIC || isLoopback(settings.CCC_HOST)
  if (demo && !mayBeDemo) throw new CccError('DEMO_EXPOSED', { host: settings.CCC_HOST })
  const tencent = tencentOptionsOf(settings)
  const centre = await createServer({
    dataDir: resolve(settings.CCC_DATA_DIR),
    wechat: options.wechat ?? settings.CCC_WECHAT_URL.replace(/\/+$/, ''),
    logLevel: settings.CCC_LOG_LEVEL,
    allowLoopbackOrigins: demo,
    trustedProxies: trustedProxiesOf(settings),
    ...limitsOf(settings),
    flowIdleHours: settings.CCC_FLOW_IDLE_HOURS,
    ...(tencent && { tencent }),
    ...(deskDir && { deskDir }),
    ...(plugins && { plugins }),
  })
  try {
    const administrator = await setUp(centre.context, demo ? DEMO.sdkAppId : undefined)
    if (administrator) options.onFirstAdministrator(administrator)
    if (demo) options.onDemoLogins?.(await writeDemoData(centre.context))
    else await closeDemoLogins(centre.context)
    // a folder that a demo has used holds its mini-program, whose secret anybody can read
    if (!mayBeDemo && (await centre.context.store.read(hasDemoData))) {
      throw new CccError('DEMO_EXPOSED', { host: settings.CCC_HOST })
    }
    return { centre, url: await listen(centre, settings.CCC_HOST, settings.CCC_PORT) }
  } catch (error) {
    await centre.close()
    throw error
  }
}
