import { dirname } from 'node:path/posix'
import { LoaderError } from '../errors'
import { hasHash, sha256 } from '../hash'
import type { PayloadFile } from '../load-payload'
import type { Snapshot } from '../project/snapshot'
import { ARCHIVE_PATH, parseArchive } from './archive'
import { writeConfigValues } from './config-values'
import type { Manifest } from './manifest'
import { CONFIG_PATH } from './placement'
import { bytesAt } from './read-state'

/** What to do about files of the user in places of ours. */
export type OnConflict = 'abort' | 'skip' | 'overwrite'

/**
 * Refuses an installation that would overwrite what is not ours. Throws `foreign-files`; what is no file, or stands where
 * a folder has to be, is refused whatever `onConflict` says.
 */
export function refuseForeign(
  snapshot: Snapshot,
  files: readonly PayloadFile[],
  manifest: Manifest | undefined,
  root: string,
  onConflict: OnConflict,
): void {
  const own = new Set(files.map(({ path }) => path))
  const foreign = files
    .filter((file) => isForeign(snapshot, file, manifest))
    .map(({ path }) => path)
    .filter((path) => onConflict === 'abort' || bytesAt(snapshot, path) === undefined)
  if (!manifest && onConflict === 'abort') {
    foreign.push(...snapshot.filesUnder(root).filter((path) => !own.has(path)))
  }
  // A file where a folder has to be.
  for (const folder of foldersOf(files)) {
    const entry = snapshot.entry(folder)
    if (entry !== undefined && entry.kind !== 'folder') foreign.push(folder)
  }
  const archive = snapshot.entry(ARCHIVE_PATH)
  if (!manifest && archive && (archive.kind !== 'file' || !parseArchive(archive.bytes))) foreign.push(ARCHIVE_PATH)
  if (foreign.length === 0) return
  const names = [...new Set(foreign)].sort().map((path) => `  ${snapshot.name(path)}`)
  throw new LoaderError('foreign-files', { list: names.join('\n') })
}

/** Whether something stands in the place of a file of ours that no installation put there. */
export function isForeign(snapshot: Snapshot, file: PayloadFile, manifest: Manifest | undefined): boolean {
  const entry = snapshot.entry(file.path)
  if (entry === undefined || manifest?.skipped.includes(file.path)) return false
  if (entry.kind !== 'file') return true
  if (manifest?.files.some(({ path }) => path === file.path)) return false
  // Without a record, a file is taken for ours only when it is exactly what would be written.
  if (file.path !== CONFIG_PATH) return !hasHash(entry.bytes, sha256(file.bytes))
  const found = entry.bytes.toString('utf8').replaceAll('\r\n', '\n')
  return blankConfig(found) !== blankConfig(file.bytes.toString('utf8'))
}

/** The text of `ccc-config.js` without its settings. */
export function blankConfig(text: string): string {
  return writeConfigValues(text, { sdkAppId: 0, ivrId: '', serverUrl: '' }).text
}

/** The folders the files stand in, the upper ones first. */
export function foldersOf(files: readonly { path: string }[]): string[] {
  const folders = new Set<string>()
  for (const { path } of files) {
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) folders.add(folder)
  }
  return [...folders].sort()
}
