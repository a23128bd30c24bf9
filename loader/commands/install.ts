import { applyPlan, isUnfinished, recover } from '../apply/apply-plan'
import type { FileSystem } from '../apply/file-system'
import type { Outcome } from '../apply/settle'
import { LoaderError } from '../errors'
import { loadPayload } from '../load-payload'
import type { Change } from '../plan/plan'
import { installedValues, pathsOfInterest, planInstall, refuseConflicts } from '../plan/plan-install'
import { cccSubpackage } from '../plan/register-subpackage'
import { findRoot, nameInProject } from '../project/find-root'
import { takeSnapshot } from '../project/snapshot'
import {
  checkSettings,
  DEFAULT_SERVER_URL,
  parseIvrId,
  parseSdkAppId,
  parseServerUrl,
  type Settings,
} from '../settings'

export interface InstallRequest {
  /** The folder of the project, or of the mini-program itself. */
  cwd: string
  /** Settings given by the caller; they win over what an earlier installation left. */
  given: Partial<Settings>
  /** Supplies what is neither given nor installed already, by asking or by throwing. */
  complete(known: Partial<Settings> & Pick<Settings, 'serverUrl'>): Settings | Promise<Settings>
  /** Plan and report, but write nothing. */
  dryRun?: boolean
  payloadDir?: string
  files?: FileSystem
}

/** What an installation did, or in a dry run would do. Paths are relative to the project, with forward slashes. */
export interface InstallReport {
  /** The mini-program root, absolute. */
  root: string
  version: string
  settings: Settings
  created: readonly string[]
  modified: readonly string[]
  deleted: readonly string[]
  /** Files that the user has edited since an earlier installation, left as they are. */
  kept: readonly string[]
  dryRun: boolean
  /** An earlier run that had been stopped was finished, or taken back, before this one began. */
  recovered?: Outcome
}

/**
 * Installs customer service into a mini-program: reads, plans, applies. Throws a `LoaderError`, and then the project is
 * as it was.
 */
export async function runInstall(request: InstallRequest): Promise<InstallReport> {
  const root = findRoot(request.cwd)
  const dryRun = request.dryRun ?? false
  if (dryRun && isUnfinished(root.miniprogram)) throw new LoaderError('interrupted-run')
  const recovered = dryRun ? undefined : recover(root.miniprogram, request.files)
  const payload = loadPayload(request.payloadDir)
  const name = (path: string) => nameInProject(root, path)
  const snapshot = takeSnapshot(root.miniprogram, pathsOfInterest(payload), [cccSubpackage.root], name)
  refuseConflicts(snapshot, payload)
  const installed = usable(installedValues(snapshot))
  const known = { serverUrl: DEFAULT_SERVER_URL, ...installed, ...request.given }
  const settings = checkSettings(await request.complete(known))
  const plan = planInstall(snapshot, payload, settings)
  if (!dryRun) applyPlan(root.miniprogram, plan, request.files)
  const pathsOf = (...kinds: Change['kind'][]) =>
    plan.changes.filter(({ kind }) => kinds.includes(kind)).map(({ path }) => name(path))
  return {
    root: root.miniprogram,
    version: payload.version,
    settings,
    created: pathsOf('create'),
    modified: pathsOf('replace', 'splice'),
    deleted: pathsOf('delete'),
    kept: plan.kept.map(name),
    dryRun,
    ...(recovered === undefined ? {} : { recovered }),
  }
}

// What someone wrote into ccc-config.js and is no valid setting counts as not there.
function usable(values: ReturnType<typeof installedValues>): Partial<Settings> {
  const sdkAppId = attempt(parseSdkAppId, values.sdkAppId)
  const ivrId = attempt(parseIvrId, values.ivrId)
  const serverUrl = attempt(parseServerUrl, values.serverUrl)
  return {
    ...(sdkAppId === undefined ? {} : { sdkAppId }),
    ...(ivrId === undefined ? {} : { ivrId }),
    ...(serverUrl === undefined ? {} : { serverUrl }),
  }
}

function attempt<Value>(parse: (text: string) => Value, text: string | undefined): Value | undefined {
  try {
    return text === undefined ? undefined : parse(text)
  } catch {
    return undefined
  }
}
