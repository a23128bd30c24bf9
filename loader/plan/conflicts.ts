import { basename, dirname, join } from 'node:path/posix'
import { type ErrorCode, LoaderError } from '../errors'
import { hasHash, sha256 } from '../hash'
import type { PayloadFile } from '../load-payload'
import type { ProjectFiles } from '../project/project-files'
import { parseArchive } from './archive'
import { writeConfigValues } from './config-values'
import type { Manifest } from './manifest'
import { CONFIG_PATH } from './placement'
import { ARCHIVE_PATH } from './record-paths'

/** What to do about files of the user in places of ours. */
export type OnConflict = 'abort' | 'skip' | 'overwrite'

/**
 * Refuses an installation that would get in the way of what is not ours. `roots` are those of the subpackages.
 * Throws `foreign-files` unless `onConflict` says what to do about them; and whatever it says `places-blocked`,
 * `places-taken` (a name that differs in case alone, or a TypeScript file that compiles to ours), `linked-folder`, and
 * `subpackage-occupied` when files of the user would become part of the subpackage.
 */
export function refuseForeign(
  project: ProjectFiles,
  files: readonly PayloadFile[],
  manifest: Manifest | undefined,
  roots: readonly string[],
  onConflict: OnConflict,
): void {
  refuse(project, 'places-blocked', blockedPlaces(project, files, manifest))
  if (!manifest) {
    refuseLinks(project, files)
    refuse(project, 'places-taken', takenPlaces(project, files, roots))
    refuse(
      project,
      'subpackage-occupied',
      roots.flatMap((root) => strangersIn(project, files, root)),
    )
  }
  if (onConflict !== 'abort') return
  const foreign = files.filter((file) => isForeign(project, file, manifest)).map(({ path }) => path)
  const own = new Set(files.map(({ path }) => path))
  const others = manifest ? [] : roots.flatMap((root) => project.filesUnder(root)).filter((path) => !own.has(path))
  refuse(project, 'foreign-files', [...foreign, ...others])
}

function refuse(project: ProjectFiles, code: ErrorCode, paths: readonly string[]): void {
  if (paths.length === 0) return
  const names = [...new Set(paths)].sort().map((path) => `  ${project.name(path)}`)
  throw new LoaderError(code, { list: names.join('\n') })
}

/** What is no file where a file has to be, or no folder where a folder has to be. */
function blockedPlaces(project: ProjectFiles, files: readonly PayloadFile[], manifest: Manifest | undefined): string[] {
  const odd = files.map(({ path }) => path).filter((path) => isOdd(project, path))
  const inTheWay = foldersOf(files).filter((folder) => {
    const entry = project.entry(folder)
    return entry !== undefined && entry.kind !== 'folder'
  })
  const archive = project.entry(ARCHIVE_PATH)
  const isStrange = archive !== undefined && (archive.kind !== 'file' || (!manifest && !parseArchive(archive.bytes)))
  return [...odd, ...inTheWay, ...(isStrange ? [ARCHIVE_PATH] : [])]
}

function isOdd(project: ProjectFiles, path: string): boolean {
  const entry = project.entry(path)
  return entry !== undefined && entry.kind !== 'file'
}

/** WeChat's compiler follows no links to folders, so what is put behind one is missing in the mini-program. */
function refuseLinks(project: ProjectFiles, files: readonly PayloadFile[]): void {
  for (const { path } of files) {
    const folder = foldersAbove(path).find((each) => project.isLink(each))
    if (folder !== undefined) throw new LoaderError('linked-folder', { folder: project.name(folder) })
  }
}

/** Names that some systems take for ours, and sources that are compiled into files of ours. */
function takenPlaces(project: ProjectFiles, files: readonly PayloadFile[], roots: readonly string[]): string[] {
  return files.flatMap(({ path }) => {
    const alike = [...foldersAbove(path), path].map((each) => alikeOf(project, each))
    const isInSubpackage = roots.some((root) => path.startsWith(`${root}/`))
    const source = isInSubpackage ? undefined : sourceOf(path)
    const twin = source !== undefined && project.entry(source) !== undefined ? source : undefined
    return [...alike, twin].filter((each) => each !== undefined)
  })
}

/** The TypeScript file that would be compiled into a script. */
export function sourceOf(path: string): string | undefined {
  return path.endsWith('.js') ? path.replace(/\.js$/, '.ts') : undefined
}

function alikeOf(project: ProjectFiles, path: string): string | undefined {
  const names = project.namesIn(dirname(path))
  const name = basename(path)
  if (names.includes(name)) return undefined
  const alike = names.find((each) => each.toLowerCase() === name.toLowerCase())
  return alike === undefined ? undefined : join(dirname(path), alike)
}

/** Files of the user that would become part of the subpackage; documentation is not uploaded, and may stay. */
function strangersIn(project: ProjectFiles, files: readonly PayloadFile[], root: string): string[] {
  const own = new Set(files.map(({ path }) => path))
  return project.filesUnder(root).filter((path) => !own.has(path) && !/(^|\/)\.|\.md$/i.test(path))
}

/** Whether a file of the user stands in the place of a file of ours: no installation put it there. */
export function isForeign(project: ProjectFiles, file: PayloadFile, manifest: Manifest | undefined): boolean {
  const bytes = project.bytes(file.path)
  if (bytes === undefined || manifest?.skipped.includes(file.path)) return false
  if (manifest?.files.some(({ path }) => path === file.path)) return false
  // Without a record, a file is taken for ours only when it is exactly what would be written.
  if (file.path !== CONFIG_PATH) return !hasHash(bytes, sha256(file.bytes))
  const found = bytes.toString('utf8').replaceAll('\r\n', '\n')
  return blankConfig(found) !== blankConfig(file.bytes.toString('utf8'))
}

/** The text of `ccc-config.js` without its settings. */
export function blankConfig(text: string): string {
  return writeConfigValues(text, { sdkAppId: 0, ivrId: '', serverUrl: '' }).text
}

/** The folders the files stand in, the upper ones first. */
export function foldersOf(files: readonly { path: string }[]): string[] {
  return [...new Set(files.flatMap(({ path }) => foldersAbove(path)))].sort()
}

/** The folders a path stands in, the upper ones first. */
export function foldersAbove(path: string): string[] {
  const folder = dirname(path)
  return folder === '.' ? [] : [...foldersAbove(folder), folder]
}
