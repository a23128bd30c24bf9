import { applyPlan } from '../apply/apply-plan'
import { LoaderError } from '../errors'
import { loadPayload } from '../load-payload'
import type { OnConflict } from '../plan/conflicts'
import { planInstall } from '../plan/plan-install'
import { prepareInstall } from '../plan/prepare-install'
import { completeSettings, usableSettings } from '../settings'
import { openProject, type ProjectRequest } from './open-project'
import { refuseDowngrade } from './refuse-downgrade'
import { type Report, reportOf } from './report'

export interface UpdateRequest extends ProjectRequest {
  diff?: boolean
  payloadDir?: string | undefined
  /** What to do about files of the user in places that this version needs; `abort` unless given. */
  onConflict?: OnConflict | undefined
}

/** What an update did, or in a dry run would do. */
export interface UpdateReport extends Report {
  /** The version that was installed. */
  from: string
  /** The version that is installed now. */
  version: string
}

/**
 * Brings the files of an installation to this version: untouched ones are replaced, edited ones merged, and where both
 * sides contradict each other the user's stays and ours is put beside it. Throws `not-installed` and what `openProject`,
 * `prepareInstall` and `planInstall` throw; then the project is as it was.
 */
export async function runUpdate(request: UpdateRequest): Promise<UpdateReport> {
  const { dryRun = false, diff = false, onConflict = 'abort' } = request
  const state = await openProject(request)
  const { manifest, root, values } = state
  if (!manifest) throw new LoaderError('not-installed', { path: root.miniprogram })
  const payload = loadPayload(request.payloadDir)
  refuseDowngrade(manifest, payload.version)
  const prepared = prepareInstall(state, payload, manifest.options, onConflict)
  const settings = completeSettings(usableSettings(values))
  const plan = planInstall(state, prepared, { settings, merge: true })
  if (!dryRun) await applyPlan(root.miniprogram, plan, request.files, request.interruption)
  return { ...(await reportOf(state, plan, { dryRun, diff })), from: manifest.version, version: payload.version }
}
