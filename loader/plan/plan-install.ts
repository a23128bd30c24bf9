import { hasHash, sha256IgnoringCr } from '../hash'
import type { PayloadFile } from '../load-payload'
import type { ProjectFiles } from '../project/project-files'
import type { Settings } from '../settings'
import type { Archive } from './archive'
import { foldersOf, isForeign } from './conflicts'
import { incompleteOf } from './login-script'
import type { Manifest, RecordedFile } from './manifest'
import type { Change, Note, Plan } from './plan'
import { type FileOutcome, planFile } from './plan-file'
import { planRemoval } from './plan-removal'
import { planTakeOut } from './plan-splices'
import type { Preparation } from './prepare-install'
import type { ProjectState } from './project-state'
import { archiveChange, manifestChange } from './state-changes'

/** What an installation is to be like, besides what was prepared. */
export interface Intent {
  /** Left as they are in `ccc-config.js` when undefined. */
  settings: Settings | undefined
  /** Whether edits of the user are merged with a new version, rather than kept. */
  merge: boolean
}

/** What becomes of files, what is recorded of them, and which contents the archive has to keep. */
interface FilePlan {
  changes: Change[]
  notes: Note[]
  records: RecordedFile[]
  skipped: string[]
  contents: Map<string, Buffer>
}

/**
 * Plans an installation or update: pure, from what was read to what is to be written. Whatever is in order already is
 * left out, so that a second installation with the same settings plans nothing.
 * Throws `config-unreadable` when new settings cannot be written into a `ccc-config.js` that the user has rewritten.
 */
export function planInstall(state: ProjectState, prepared: Preparation, intent: Intent): Plan {
  const { files: project, manifest: old, archive } = state
  const { placement, files, splices } = prepared
  const plan = planFiles(state, prepared, intent)
  const obsolete = old?.files.filter(({ path }) => !files.some((file) => file.path === path)) ?? []
  const removal = planRemoval(project, obsolete, archive)
  // What stays because the user edited it is still listed when everything else goes one day.
  for (const file of obsolete.filter(({ path }) => removal.notes.some((note) => note.path === path && !note.beside))) {
    plan.records.push(file)
    keepOriginal(file, archive, plan.contents)
  }
  const undone = old?.splices.filter(({ path }) => !isWanted(path, prepared)) ?? []
  const takenOut = planTakeOut(project, undone, placement.subpackage)
  const changes = [...plan.changes, ...removal.changes, ...splices.changes, ...takenOut.changes]
  const notes = [...plan.notes, ...removal.notes, ...splices.notes, ...takenOut.notes]
  const folders = foldersFor(project, prepared, plan, old)
  const manifest: Manifest = {
    version: prepared.version,
    options: placement,
    folders: folders.recorded,
    files: plan.records,
    skipped: plan.skipped,
    beside: [...besideOf(project, old), ...besideFrom(notes, changes)],
    splices: splices.records,
  }
  changes.push(...archiveChange(project, plan.contents), ...manifestChange(project, manifest))
  const placements = [placement, ...(old ? [old.options] : [])]
  return { placements, folders: folders.made, removeFolders: folders.removed, changes, notes }
}

function isWanted(path: string, { splices }: Preparation): boolean {
  return [...splices.records, ...splices.notes].some((each) => each.path === path)
}

/** Plans every file that an installation has, those that the user keeps of their own apart. */
function planFiles(state: ProjectState, prepared: Preparation, { settings, merge }: Intent): FilePlan {
  const { files: project, manifest: old, archive } = state
  const plan: FilePlan = { changes: [], notes: [], records: [], skipped: [], contents: new Map() }
  const policy = { settings, merge, archive, beside: (path: string) => freeName(project, `${path}.new`) }
  for (const file of prepared.files) {
    const current = project.bytes(file.path)
    const wasSkipped = current !== undefined && (old?.skipped.includes(file.path) ?? false)
    const foreign = wasSkipped || isForeign(project, file, old)
    if (foreign && staysTheirs(prepared, wasSkipped)) {
      plan.skipped.push(file.path)
      plan.notes.push({ kind: 'skipped', path: file.path }, ...incompleteOf(project, file.path, prepared.placement))
      continue
    }
    const recorded = old?.files.find(({ path }) => path === file.path)
    const given = { file, current, recorded, isForeign: foreign, name: project.name(file.path) }
    take(plan, planFile(given, policy), archive)
  }
  return plan
}

function staysTheirs({ onConflict }: Preparation, wasSkipped: boolean): boolean {
  return onConflict === 'skip' || (wasSkipped && onConflict === 'abort')
}

function take(plan: FilePlan, { changes, notes, record, contents }: FileOutcome, archive: Archive): void {
  plan.changes.push(...changes)
  plan.notes.push(...notes)
  plan.records.push(record)
  for (const [hash, bytes] of contents) plan.contents.set(hash, bytes)
  const isLost = !keepOriginal(record, archive, plan.contents)
  if (isLost) plan.notes.push({ kind: 'lost', path: record.path })
}

/** Takes what a file of ours replaced along into the new archive. Returns whether that could be done. */
function keepOriginal({ original }: RecordedFile, archive: Archive, contents: Map<string, Buffer>): boolean {
  if (original === undefined || contents.has(original)) return true
  const bytes = archive.get(original)
  if (bytes) contents.set(original, bytes)
  return bytes !== undefined
}

/** The folders that are made now, recorded as ours, and removed since nothing of this version stands in them. */
function foldersFor(project: ProjectFiles, prepared: Preparation, plan: FilePlan, old: Manifest | undefined) {
  const isWritten = ({ path }: PayloadFile) => !plan.skipped.includes(path)
  const needed = new Set(foldersOf(prepared.files))
  const made = foldersOf(prepared.files.filter(isWritten)).filter((folder) => project.entry(folder) === undefined)
  const former = old?.folders ?? []
  const adopted = old ? [] : foldersOf(plan.records).filter((folder) => isAllOurs(project, folder, plan.records))
  const kept = former.filter((folder) => needed.has(folder))
  const removed = former.filter((folder) => !needed.has(folder))
  const recorded = [...new Set([...kept, ...made, ...adopted])].sort()
  return { made, recorded, removed: removed.sort().reverse() }
}

/** Whether nothing but files of ours stands in a folder: then an installation whose record is lost has made it. */
function isAllOurs(project: ProjectFiles, folder: string, records: readonly RecordedFile[]): boolean {
  const names = project.namesIn(folder)
  const isOurs = (path: string) =>
    records.some((record) => record.path === path && record.original === undefined) ||
    (project.entry(path)?.kind === 'folder' && isAllOurs(project, path, records))
  return names.length > 0 && names.every((name) => isOurs(`${folder}/${name}`))
}

function freeName(project: ProjectFiles, path: string): string {
  for (let number = 0; ; number += 1) {
    const name = number === 0 ? path : `${path}.${number}`
    if (project.entry(name) === undefined) return name
  }
}

/** Files beside edited ones stay recorded as long as nobody has dealt with them. */
function besideOf(project: ProjectFiles, old: Manifest | undefined): Manifest['beside'] {
  return (old?.beside ?? []).filter(({ path, sha256: hash }) => {
    const bytes = project.bytes(path)
    return bytes !== undefined && hasHash(bytes, hash)
  })
}

function besideFrom(notes: readonly Note[], changes: readonly Change[]): Manifest['beside'] {
  return notes.flatMap(({ beside }) => {
    const change = changes.find(({ path }) => path === beside)
    return change?.kind === 'create' ? [{ path: change.path, sha256: sha256IgnoringCr(change.bytes) }] : []
  })
}
