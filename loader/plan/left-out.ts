import { relative, sep } from 'node:path'
import { ignoredByGit } from '../project/git-ignore'
import type { Manifest } from './manifest'
import { ownFolders, type Placement, recordPaths } from './placement'
import type { ProjectState } from './project-state'

/** Files of an installation that a clone of the project lacks, and what mends it. Paths are relative to the project. */
export interface HiddenFromGit {
  paths: readonly string[]
  /** Lines to append to a .gitignore. */
  remedies: readonly { file: string; lines: readonly string[] }[]
}

/** Which files of an installation, and of its record, git ignores; undefined when it ignores none. */
export function hiddenFromGit(
  { root, files }: ProjectState,
  placement: Placement,
  installed: readonly { path: string }[],
): HiddenFromGit | undefined {
  const paths = [...installed.map(({ path }) => path), ...recordPaths]
  const ignored = ignoredByGit(root.miniprogram, paths, ownFolders(placement))
  if (!ignored) return undefined
  const remedies = ignored.remedies.map(({ file, lines }) => ({
    file: relative(root.project, file).split(sep).join('/'),
    lines,
  }))
  return { paths: ignored.paths.map(files.name), remedies }
}

/** The same for what is installed already. */
export function hiddenOf(state: ProjectState, { options, files }: Manifest): HiddenFromGit | undefined {
  return hiddenFromGit(state, options, files)
}
