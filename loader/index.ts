import { type InstallReport, runInstall } from './commands/install'
import type { OnConflict } from './plan/conflicts'
import { parseLoginPath, parseSubpackage } from './plan/placement'
import { DEFAULT_SERVER_URL, type Settings } from './settings'

export type { InstallReport } from './commands/install'
export type { Report } from './commands/report'
export { type ResetReport, type ResetRequest, runReset as reset } from './commands/reset'
export { runUpdate as update, type UpdateReport, type UpdateRequest } from './commands/update'
export { type ErrorCode, type ExitCode, exitCodes, LoaderError } from './errors'
export type { Note } from './plan/plan'
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
  /** The page that shows the entry button, such as `pages/home/index`, or `none`; none, or what is installed already. */
  entry?: string
  /** How messages travel; `socket` unless given or installed already. It cannot be changed in place. */
  transport?: 'socket' | 'tencent'
  /** The root of the subpackage; `ccc` unless given or installed already. */
  subpackage?: string
  /** Where the login script goes; `utils/login.js` unless given or installed already. */
  loginPath?: string
  /** What to do about files of the project in places of ours; `abort` unless given. */
  onConflict?: OnConflict
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
  const { cwd, sdkAppId, ivrId, serverUrl, payloadDir, dryRun = false, entry, transport, onConflict } = options
  const given: Partial<Settings> = { sdkAppId, ivrId, ...(serverUrl === undefined ? {} : { serverUrl }) }
  const subpackage = options.subpackage === undefined ? undefined : parseSubpackage(options.subpackage)
  const loginPath = options.loginPath === undefined ? undefined : parseLoginPath(options.loginPath, subpackage ?? 'ccc')
  return runInstall({
    cwd,
    given,
    complete: (known) => ({ sdkAppId, ivrId, serverUrl: known.serverUrl ?? DEFAULT_SERVER_URL }),
    dryRun,
    payloadDir,
    entry,
    transport,
    subpackage,
    loginPath,
    onConflict,
  })
}
