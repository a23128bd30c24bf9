import { type InstallReport, runInstall } from './commands/install'
import type { Settings } from './settings'

export type { InstallReport } from './commands/install'
export { type ErrorCode, type ExitCode, exitCodes, LoaderError } from './errors'
export type { Settings } from './settings'

export interface InstallOptions {
  /** The folder of the mini-program project. */
  cwd: string
  /** The call centre, a positive whole number. */
  sdkAppId: number
  /** The service flow customers start in. */
  ivrId: string
  /** Where the call centre answers; `http://127.0.0.1:7788` unless given or installed already. */
  serverUrl?: string
  /** Another payload than the one that comes with this package. */
  payloadDir?: string
  /** Plan and report, but write nothing. */
  dryRun?: boolean
}

/**
 * Installs customer service into a mini-program, wholly or not at all; a second time with the same options changes
 * nothing. Throws `LoaderError`, whose `code` names the reason and whose `text(language)` says what to do.
 */
export async function install(options: InstallOptions): Promise<InstallReport> {
  const { cwd, sdkAppId, ivrId, serverUrl, payloadDir, dryRun = false } = options
  const given: Partial<Settings> = { sdkAppId, ivrId, ...(serverUrl === undefined ? {} : { serverUrl }) }
  return runInstall({
    cwd,
    given,
    complete: (known) => ({ sdkAppId, ivrId, serverUrl: known.serverUrl }),
    dryRun,
    ...(payloadDir === undefined ? {} : { payloadDir }),
  })
}
