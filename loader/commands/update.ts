import { applyPlan } from '../apply/apply-plan'
import { LoaderError } from '../errors'
import { loadPayload } from '../load-payload'
import type { OnConflict } from '../plan/conflicts'
import { rootsOf } from '../plan/placement'
import { pathsOfInterest, planInstall } from '../plan/plan-install'
import { installedValues } from '../plan/read-state'
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
 * sides contradict each other the user's stays and ours is put beside it. Throws `not-installed` and what `openProject`
 * and `planInstall` throw; then the project is as it was.
 */
export async function runUpdate(request: UpdateRequest): Promise<UpdateReport> {
  const { dryRun = false, diff = false, onConflict = 'abort' } = request
  const project = await openProject(request)
  const { manifest } = project
  if (!manifest) throw new LoaderError('not-installed', { path: project.root.miniprogram })
  const payload = loadPayload(request.payloadDir)
  refuseDowngrade(manifest, payload.version)
  const placement = manifest.options
  const snapshot = project.look(pathsOfInterest(payload, placement, manifest), rootsOf(placement))
  const settings = completeSettings(usableSettings(installedValues(snapshot)))
  const plan = planInstall(snapshot, payload, { placement, onConflict, settings, merge: true })
  if (!dryRun) await applyPlan(project.root.miniprogram, plan, request.files, request.interruption)
  return { ...reportOf(project, snapshot, plan, { dryRun, diff }), from: manifest.version, version: payload.version }
}
