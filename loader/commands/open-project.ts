import { isUnfinished, recover } from '../apply/apply-plan'
import type { FileSystem } from '../apply/file-system'
import type { Interruption } from '../apply/interruption'
import type { Settled } from '../apply/settle'
import { LoaderError } from '../errors'
import { MANIFEST_PATH, type Manifest } from '../plan/manifest'
import { manifestOf } from '../plan/read-state'
import { findRoot, nameInProject, type ProjectRoot } from '../project/find-root'
import { type Snapshot, takeSnapshot } from '../project/snapshot'

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

/** A mini-program a command is at work in. */
export interface OpenProject {
  root: ProjectRoot
  manifest: Manifest | undefined
  /** An earlier run that had been stopped was finished, or taken back, before this one began. */
  recovered: Settled | undefined
  /** How messages name a file. */
  name(path: string): string
  /** Reads the given files and everything under the folders. */
  look(files: readonly string[], folders: readonly string[]): Snapshot
}

/**
 * Finds the mini-program, finishes what an earlier run was stopped in, and reads the record of the installation.
 * Throws what `findRoot`, `recover` and `parseManifest` throw, and `interrupted-run` in a dry run.
 */
export async function openProject(request: ProjectRequest): Promise<OpenProject> {
  const { cwd, dryRun = false, files, pickRoot, interruption } = request
  const root = await findRoot(cwd, pickRoot)
  await interruption?.check()
  if (dryRun && isUnfinished(root.miniprogram)) throw new LoaderError('interrupted-run')
  const recovered = dryRun ? undefined : recover(root.miniprogram, files)
  const name = (path: string) => nameInProject(root, path)
  const look = (paths: readonly string[], folders: readonly string[]) =>
    takeSnapshot(root.miniprogram, paths, folders, name)
  return { root, manifest: manifestOf(look([MANIFEST_PATH], [])), recovered, name, look }
}
