import { applyPlan } from '../apply/apply-plan'
import { registersUs } from '../doctor/check-traces'
import type { Plan } from '../plan/plan'
import { planReset } from '../plan/plan-reset'
import { openProject, type ProjectRequest } from './open-project'
import { type Report, reportOf } from './report'

export interface ResetRequest extends ProjectRequest {
  diff?: boolean
  /** Asks whether to go on, when something is going to change; throws when not. */
  confirm?(report: Report): Promise<void>
}

/** What taking an installation out did, or in a dry run would do. */
export interface ResetReport extends Report {
  /** Whether there was an installation. */
  wasInstalled: boolean
  /** Nothing is recorded, and yet app.json registers the chat: the record of an installation is lost. */
  isRecordLost: boolean
}

const nothing: Plan = { placements: [], folders: [], removeFolders: [], changes: [], notes: [] }

/**
 * Takes an installation out again. Where the user changed nothing since, the mini-program is byte for byte what it was.
 * Throws what `openProject` throws; then the project is as it was.
 */
export async function runReset(request: ResetRequest): Promise<ResetReport> {
  const { dryRun = false, diff = false } = request
  const state = await openProject(request)
  const { manifest, files } = state
  const isRecordLost = manifest === undefined && registersUs(files)
  const plan = manifest ? planReset(state, manifest) : nothing
  const report = {
    ...(await reportOf(state, plan, { dryRun, diff })),
    wasInstalled: manifest !== undefined,
    isRecordLost,
  }
  if (manifest && !dryRun) {
    await request.confirm?.(report)
    await applyPlan(state.root.miniprogram, plan, request.files, request.interruption)
  }
  return report
}
