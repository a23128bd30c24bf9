import { hasHash, sha256IgnoringCr } from '../hash'
import type { Payload, PayloadFile } from '../load-payload'
import type { Snapshot } from '../project/snapshot'
import type { Settings } from '../settings'
import { ARCHIVE_PATH, type Archive } from './archive'
import { foldersOf, isForeign, type OnConflict, refuseForeign, sourceOf } from './conflicts'
import { entryPageJson } from './entry-button'
import { incompleteOf } from './login-script'
import { MANIFEST_PATH, type Manifest, type RecordedFile } from './manifest'
import { type Placement, placePayload, rootsOf } from './placement'
import type { Change, Note, Plan } from './plan'
import { planFile } from './plan-file'
import { planRemoval } from './plan-removal'
import { APP_JSON_PATH, planSplices } from './plan-splices'
import { archiveOf, bytesAt, manifestOf } from './read-state'
import { archiveChange, manifestChange } from './state-changes'

/** What an installation is to be like. */
export interface Intent {
  placement: Placement
  onConflict: OnConflict
  /** Left as they are in `ccc-config.js` when undefined. */
  settings: Settings | undefined
  /** Whether edits of the user are merged with a new version, rather than kept. */
  merge: boolean
}

/** The files of a mini-program that an installation looks at, besides everything under the subpackage. */
export function pathsOfInterest(payload: Payload, placement: Placement, manifest: Manifest | undefined): string[] {
  const { entry } = placement
  return [
    APP_JSON_PATH,
    MANIFEST_PATH,
    ARCHIVE_PATH,
    ...placePayload(payload, placement).flatMap(({ path }) => [path, sourceOf(path) ?? []].flat()),
    ...(entry === undefined ? [] : [`${entry}.json`, `${entry}.wxml`]),
    ...(manifest ? [...manifest.files, ...manifest.beside, ...manifest.splices].map(({ path }) => path) : []),
    ...(manifest?.files ?? []).flatMap(({ path }) => ['.new', '.new.1', '.new.2'].map((end) => `${path}${end}`)),
  ]
}

/**
 * Refuses an installation that would overwrite what is not ours. It depends on no setting, so it can be called before
 * any is asked for. Throws `foreign-files`, `manifest-broken`, and what `planSplices` throws.
 */
export function refuseConflicts(snapshot: Snapshot, payload: Payload, { placement, onConflict }: Intent): void {
  const old = manifestOf(snapshot)
  const files = filesOf(snapshot, payload, placement, old)
  refuseForeign(snapshot, files, old, rootsOf(placement), onConflict)
  planSplices(snapshot, placement, old, ownsPageJson(files, placement), isLeftBehind(snapshot, files, old))
}

/**
 * Plans an installation or update: pure, from what was read to what is to be written. Whatever is in order already is
 * left out, so that a second installation with the same settings plans nothing.
 * Throws what `refuseConflicts` throws, and `config-unreadable` when new settings cannot be written into a
 * `ccc-config.js` that the user has rewritten.
 */
export function planInstall(snapshot: Snapshot, payload: Payload, intent: Intent): Plan {
  refuseConflicts(snapshot, payload, intent)
  const { placement, onConflict, settings, merge } = intent
  const old = manifestOf(snapshot)
  const files = filesOf(snapshot, payload, placement, old)
  const archive = archiveOf(snapshot)
  const changes: Change[] = []
  const notes: Note[] = []
  const records: RecordedFile[] = []
  const skipped: string[] = []
  const contents = new Map<string, Buffer>()
  const beside = (path: string) => freeName(snapshot, `${path}.new`)

  for (const file of files) {
    const current = bytesAt(snapshot, file.path)
    const wasSkipped = current !== undefined && (old?.skipped.includes(file.path) ?? false)
    const foreign = wasSkipped || isForeign(snapshot, file, old)
    if (foreign && (onConflict === 'skip' || (wasSkipped && onConflict === 'abort'))) {
      skipped.push(file.path)
      notes.push({ kind: 'skipped', path: file.path }, ...incompleteOf(snapshot, file.path, placement))
      continue
    }
    const recorded = old?.files.find(({ path }) => path === file.path)
    const name = snapshot.name(file.path)
    const given = { file, current, recorded, isForeign: foreign, name }
    const outcome = planFile(given, { settings, merge, archive, beside })
    changes.push(...outcome.changes)
    notes.push(...outcome.notes)
    records.push(outcome.record)
    for (const [hash, bytes] of outcome.contents) contents.set(hash, bytes)
    keepOriginal(outcome.record, archive, contents, notes)
  }

  const gone = old?.files.filter(({ path }) => !files.some((file) => file.path === path)) ?? []
  const removal = planRemoval(snapshot, gone, archive)
  // What stays because the user edited it is still listed when everything else goes one day.
  for (const file of gone.filter(({ path }) => removal.notes.some((note) => note.path === path && !note.beside))) {
    records.push(file)
    keepOriginal(file, archive, contents, [])
  }
  const splices = planSplices(
    snapshot,
    placement,
    old,
    ownsPageJson(files, placement),
    isLeftBehind(snapshot, files, old),
  )
  changes.push(...removal.changes, ...splices.changes)
  notes.push(...removal.notes, ...splices.notes)

  const folders = foldersOf(files)
  const missing = foldersOf(files.filter(({ path }) => !skipped.includes(path))).filter(
    (folder) => snapshot.entry(folder) === undefined,
  )
  const adopted = old ? [] : foldersOf(records).filter((folder) => isAllOurs(snapshot, folder, records))
  const needed = (folder: string) => folders.includes(folder)
  const manifest: Manifest = {
    version: payload.version,
    options: placement,
    folders: [...new Set([...(old?.folders ?? []).filter(needed), ...missing, ...adopted])].sort(),
    files: records,
    skipped,
    beside: [...besideOf(snapshot, old), ...besideFrom(notes, changes)],
    splices: splices.records,
  }
  changes.push(...archiveChange(snapshot, contents), ...manifestChange(snapshot, manifest))
  const removeFolders = (old?.folders ?? [])
    .filter((folder) => !needed(folder))
    .sort()
    .reverse()
  const placements = [placement, ...(old ? [old.options] : [])]
  return { placements, folders: missing, removeFolders, changes, notes }
}

/** The files of this installation; a page without a JSON of its own gets one. */
function filesOf(snapshot: Snapshot, payload: Payload, placement: Placement, old: Manifest | undefined): PayloadFile[] {
  const files = placePayload(payload, placement)
  if (placement.entry === undefined) return files
  const path = `${placement.entry}.json`
  const isOurs = old?.files.some((file) => file.path === path) ?? false
  return isOurs || snapshot.entry(path) === undefined ? [...files, { path, bytes: Buffer.from(entryPageJson) }] : files
}

/** Takes what a file of ours replaced along into the new archive, or notes that the archive has lost it. */
function keepOriginal(
  { path, original }: RecordedFile,
  archive: Archive,
  contents: Map<string, Buffer>,
  notes: Note[],
) {
  if (original === undefined || contents.has(original)) return
  const bytes = archive.get(original)
  if (bytes) contents.set(original, bytes)
  else notes.push({ kind: 'lost', path })
}

/** Whether nothing but files of ours stands in a folder: then an installation whose record is lost has made it. */
function isAllOurs(snapshot: Snapshot, folder: string, records: readonly RecordedFile[]): boolean {
  const names = snapshot.namesIn(folder)
  const isOurs = (path: string) =>
    records.some((record) => record.path === path && record.original === undefined) ||
    (snapshot.entry(path)?.kind === 'folder' && isAllOurs(snapshot, path, records))
  return names.length > 0 && names.every((name) => isOurs(`${folder}/${name}`))
}

/** Whether files of ours stand here that nothing is recorded of. */
function isLeftBehind(snapshot: Snapshot, files: readonly PayloadFile[], old: Manifest | undefined): boolean {
  const isThere = (file: PayloadFile) =>
    bytesAt(snapshot, file.path) !== undefined && !isForeign(snapshot, file, undefined)
  return old === undefined && files.some(isThere)
}

function ownsPageJson(files: readonly PayloadFile[], { entry }: Placement): boolean {
  return entry !== undefined && files.some(({ path }) => path === `${entry}.json`)
}

function freeName(snapshot: Snapshot, path: string): string {
  for (let number = 0; ; number += 1) {
    const name = number === 0 ? path : `${path}.${number}`
    if (snapshot.entry(name) === undefined) return name
  }
}

/** Files beside edited ones stay recorded as long as nobody has dealt with them. */
function besideOf(snapshot: Snapshot, old: Manifest | undefined): Manifest['beside'] {
  return (old?.beside ?? []).filter(({ path, sha256: hash }) => {
    const bytes = bytesAt(snapshot, path)
    return bytes !== undefined && hasHash(bytes, hash)
  })
}

function besideFrom(notes: readonly Note[], changes: readonly Change[]): Manifest['beside'] {
  return notes.flatMap(({ beside }) => {
    const change = changes.find(({ path }) => path === beside)
    return change?.kind === 'create' ? [{ path: change.path, sha256: sha256IgnoringCr(change.bytes) }] : []
  })
}
