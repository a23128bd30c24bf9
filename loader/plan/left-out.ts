import { relative, sep } from 'node:path'
import { SHARED_CONFIG } from '../project/find-root'
import { ignoredByGit } from '../project/git-ignore'
import { keptFromUpload, packingOf } from '../project/packed-files'
import { ownFolders, type Placement } from './placement'
import type { ProjectState } from './project-state'
import { recordPaths } from './record-paths'

/** Files of an installation that do not get where they are needed, and what mends it. Paths are relative to the project. */
export interface LeftOut {
  paths: readonly string[]
  /** Lines to add to a file. */
  remedies: readonly { file: string; lines: readonly string[] }[]
}

/** What of an installation a clone lacks, since git ignores it, and what an upload lacks, since `packOptions` do. */
export interface AllLeftOut {
  hidden?: LeftOut
  notUploaded?: LeftOut
}

/** What of the files of an installation is left out, as far as anything is. */
export async function leftOut(
  state: ProjectState,
  placement: Placement,
  installed: readonly { path: string }[],
): Promise<AllLeftOut> {
  const paths = installed.map(({ path }) => path)
  const hidden = leftOutOfGit(state, placement, paths)
  const notUploaded = await leftOutOfUpload(state, placement, paths)
  return { ...(hidden ? { hidden } : {}), ...(notUploaded ? { notUploaded } : {}) }
}

/** The same for what is installed already. */
export async function leftOutOf(state: ProjectState): Promise<AllLeftOut> {
  const { manifest } = state
  return manifest ? leftOut(state, manifest.options, manifest.files) : {}
}

function leftOutOfGit(
  { root, files }: ProjectState,
  placement: Placement,
  installed: readonly string[],
): LeftOut | undefined {
  const ignored = ignoredByGit(root.miniprogram, [...installed, ...recordPaths], ownFolders(placement))
  if (!ignored) return undefined
  const remedies = ignored.remedies.map(({ file, lines }) => ({
    file: relative(root.project, file).split(sep).join('/'),
    lines,
  }))
  return { paths: ignored.paths.map(files.name), remedies }
}

async function leftOutOfUpload(
  { root, files }: ProjectState,
  placement: Placement,
  installed: readonly string[],
): Promise<LeftOut | undefined> {
  // The chat requires the login script, whoever wrote it.
  const needed = [...new Set([...installed, placement.loginPath])]
  const paths = keptFromUpload(needed, await packingOf(root.config))
  if (paths.length === 0) return undefined
  const own = ownFolders(placement)
  const folderOf = (path: string) => own.find((folder) => path.startsWith(`${folder}/`))
  const rules = paths.map((path) => {
    const folder = folderOf(path)
    return JSON.stringify(folder === undefined ? { type: 'file', value: path } : { type: 'folder', value: folder })
  })
  // They are items of a list.
  const lines = [...new Set(rules)].map((rule, at, { length }) => (at + 1 < length ? `${rule},` : rule))
  return { paths: paths.map(files.name), remedies: [{ file: SHARED_CONFIG, lines }] }
}
