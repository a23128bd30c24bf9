import { isAbsolute, join, resolve } from 'node:path'
import { DEMO, writeDemoData } from '../app/demo-data'
import { setUp } from '../app/set-up'
import { readSettings } from '../config/read-settings'
import { createServer } from '../create-server'
import { listen } from '../listen'
import { packageRoot } from '../package-root'
import { stopOnSignals } from '../stop-on-signals'
import type { CliTexts } from './texts'

/** The built workbench beside this package. */
export const DESK_DIR = join(packageRoot, '..', 'web', 'dist')

/** `ccc-server start`: serves until a signal ends it. */
export async function startFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  texts: CliTexts,
): Promise<void> {
  const settings = readSettings(env)
  const { CCC_DATA_DIR: dataDir, CCC_DEMO: demo } = settings
  const centre = await createServer({
    dataDir: isAbsolute(dataDir) ? dataDir : resolve(dataDir),
    wechat: settings.CCC_WECHAT_URL.replace(/\/+$/, ''),
    logLevel: settings.CCC_LOG_LEVEL,
    deskDir: DESK_DIR,
    allowLoopbackOrigins: demo,
  })
  try {
    const administrator = await setUp(centre.context, demo ? DEMO.sdkAppId : undefined)
    // before anything else can fail: it is shown only once
    if (administrator) {
      const { account, password, sdkAppId } = administrator
      process.stderr.write(`${texts.administrator(account, password, sdkAppId)}\n`)
    }
    if (demo) await writeDemoData(centre.context)
    const url = await listen(centre, settings.CCC_HOST, settings.CCC_PORT)
    process.stderr.write(`${texts.listening(url)}\n`)
  } catch (error) {
    await centre.close()
    throw error
  }
  stopOnSignals(() => centre.close())
}
