import { LoaderError } from '../errors'
import { sha256 } from '../hash'
import type { ProjectFiles } from '../project/project-files'
import { insertEntryTag, registerEntry } from './entry-button'
import type { Manifest, RecordedSplice } from './manifest'
import { type Placement, type Subpackage, subpackagesOf } from './placement'
import { applySplice, type Change, type Note, type Splice, spliceBetween } from './plan'
import { APP_JSON_PATH } from './project-state'
import { registerSubpackage } from './register-subpackage'
import { adopt, takeOut } from './take-out'

/** Edits of the user's files and what becomes of their record. */
export interface SplicePlan {
  changes: Change[]
  records: RecordedSplice[]
  notes: Note[]
}

const AROUND = 32

/** An edit of a file of the user: which file, and how to find the place; no splice when it is made already. */
interface Wanted {
  path: string
  spliceOf(bytes: Buffer, file: string): Splice | undefined
}

/** The edit of app.json that an installation with this placement needs. */
export function registrationFor(placement: Placement): Wanted {
  return { path: APP_JSON_PATH, spliceOf: (bytes, file) => registerAll(bytes, file, subpackagesOf(placement)) }
}

/** The edits of the page that shows the entry button; `ownPageJson` says that its JSON is a file of ours. */
export function entryEditsFor(page: string, ownPageJson: boolean): Wanted[] {
  const tag: Wanted = { path: `${page}.wxml`, spliceOf: insertEntryTag }
  const path = `${page}.json`
  return ownPageJson ? [tag] : [{ path, spliceOf: (bytes, file) => registerEntry(bytes, file, path) }, tag]
}

/**
 * Plans edits, as far as they are not made yet. `mayAdopt` says that an installation whose record is lost stands here, so
 * that insertions which are exactly ours are its. `root` is the root of the subpackage.
 * Throws what `registerSubpackage` and `registerEntry` throw.
 */
export function planSplices(
  project: ProjectFiles,
  wanted: readonly Wanted[],
  old: Manifest | undefined,
  root: string,
  mayAdopt: boolean,
): SplicePlan {
  const plan: SplicePlan = { changes: [], records: [], notes: [] }
  for (const { path, spliceOf } of wanted) {
    const bytes = project.bytes(path)
    const file = project.name(path)
    if (!bytes) throw missing(path, file)
    const splice = spliceOf(bytes, file)
    const recorded = old?.splices.find((each) => each.path === path)
    // It may be there already. After a lost record it is taken up again if it is exactly ours.
    const found = !splice && !recorded && mayAdopt ? adopt(bytes, path, root) : undefined
    if (splice) {
      plan.changes.push({ kind: 'splice', path, expect: sha256(bytes), splice })
      plan.records.push(recordOf(path, bytes, splice))
    } else if (recorded) plan.records.push(recorded)
    else if (found) plan.records.push(recordOf(path, found.before, found.splice))
    else plan.notes.push({ kind: 'unowned', path })
  }
  return plan
}

/** One splice that registers all subpackages, however many are registered already. */
function registerAll(bytes: Buffer, file: string, subpackages: readonly Subpackage[]): Splice | undefined {
  const splices: Splice[] = []
  let after = bytes
  for (const subpackage of subpackages) {
    const splice = registerSubpackage(after, file, subpackage)
    if (!splice) continue
    splices.push(splice)
    after = applySplice(after, splice)
  }
  return splices.length > 1 ? spliceBetween(bytes.toString('utf8'), after.toString('utf8')) : splices[0]
}

/** The changes that take recorded splices back; what cannot be taken back is noted as `stuck`. */
export function planTakeOut(
  project: ProjectFiles,
  records: readonly RecordedSplice[],
  root: string,
): Pick<SplicePlan, 'changes' | 'notes'> {
  const changes: Change[] = []
  const notes: Note[] = []
  for (const record of records) {
    const bytes = project.bytes(record.path)
    const splice = bytes ? takeOut(bytes, record, root) : 'gone'
    if (splice === 'stuck') notes.push({ kind: 'stuck', path: record.path })
    else if (splice !== 'gone' && bytes)
      changes.push({ kind: 'splice', path: record.path, expect: sha256(bytes), splice })
  }
  return { changes, notes }
}

/** What is recorded of a splice, to take it back one day. */
export function recordOf(path: string, bytes: Buffer, splice: Splice): RecordedSplice {
  const text = bytes.toString('utf8')
  const at = bytes.toString('utf8', 0, splice.offset).length
  const around = {
    before: text.slice(Math.max(0, at - AROUND), at),
    after: text.slice(at + splice.removed.length, at + splice.removed.length + AROUND),
  }
  return { path, ...splice, before: sha256(bytes), after: sha256(applySplice(bytes, splice)), around }
}

function missing(path: string, file: string): LoaderError {
  if (path === APP_JSON_PATH) return new LoaderError('not-a-mini-program', { path: file, searched: file })
  return new LoaderError('entry-page-broken', { file })
}
