import { isUnfinished, recover } from '../apply/apply-plan'
import type { FileSystem } from '../apply/file-system'
import type { Interruption } from '../apply/interruption'
import { LoaderError } from '../errors'
import { ProjectState } from '../plan/project-state'
import { findRoot, nameInProject } from '../project/find-root'
import { ProjectFiles } from '../project/project-files'
import type { App } from '../project/read-app'
import { refuseFramework } from '../project/refuse-framework'

/** What every command is told. */
export interface ProjectRequest {
  /** The folder of the project, or of the mini-program itself. */
  cwd: string
  /** Plan and report, but write nothing. */
  dryRun?: boolean
  files?: FileSystem
  /** Stops the work when somebody wants that. */
  interruption?: Interruption | undefined
  /** Picks one of several mini-programs, named relative to `cwd`; without it, several are an error. */
  pickRoot?(folders: readonly string[]): Promise<string>
}

/**
 * Finds the mini-program and finishes what an earlier run was stopped in; everything after that goes by what is returned.
 * Throws what `findRoot`, `recover` and `refuseFramework` throw, and `interrupted-run` in a dry run.
 */
export async function openProject(request: ProjectRequest): Promise<ProjectState> {
  const { cwd, dryRun = false, files, pickRoot, interruption } = request
  const root = await findRoot(cwd, pickRoot)
  await interruption?.check()
  if (dryRun && isUnfinished(root.miniprogram)) throw new LoaderError('interrupted-run')
  const recovered = dryRun ? undefined : recover(root.miniprogram, files)
  const project = new ProjectFiles(root.miniprogram, (path) => nameInProject(root, path))
  const state = new ProjectState(root, project, recovered)
  refuseFramework(root, appOf(state))
  return state
}

/** What app.json says; a broken one says nothing, and is refused by whoever needs it. */
function appOf(state: ProjectState): App | undefined {
  try {
    return state.app
  } catch (error) {
    if (error instanceof LoaderError) return undefined
    throw error
  }
}
