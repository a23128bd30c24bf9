import { join } from 'node:path'
import { readSettings } from '../../config/read-settings'
import { packageRoot } from '../../package-root'
import { serve } from '../serve'
import { stopOnSignals } from '../stop-on-signals'
import type { CliTexts } from './texts'

/** The built workbench beside this package. */
export const DESK_DIR = join(packageRoot, '..', 'web', 'dist')

/** `ccc-server start`: serves until a signal ends it. */
export async function startFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  texts: CliTexts,
): Promise<void> {
  const say = (text: string) => process.stderr.write(`${text}\n`)
  const { centre, url } = await serve({
    settings: readSettings(env),
    deskDir: DESK_DIR,
    onFirstAdministrator: (administrator) => say(texts.administrator(administrator)),
    onDemoLogins: (logins) => say(texts.demoLogins(logins)),
  })
  say(texts.listening(url))
  stopOnSignals(() => centre.close())
}
