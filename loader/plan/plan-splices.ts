import { LoaderError } from '../errors'
import { sha256 } from '../hash'
import type { Snapshot } from '../project/snapshot'
import { insertEntryTag, registerEntry } from './entry-button'
import type { Manifest, RecordedSplice } from './manifest'
import { type Placement, type Subpackage, subpackagesOf } from './placement'
import { applySplice, type Change, type Note, type Splice, spliceBetween } from './plan'
import { bytesAt } from './read-state'
import { registerSubpackage } from './register-subpackage'
import { adopt, takeOut } from './take-out'

export const APP_JSON_PATH = 'app.json'

/** Edits of the user's files and what becomes of their record. */
export interface SplicePlan {
  changes: Change[]
  records: RecordedSplice[]
  notes: Note[]
}

const AROUND = 32

/**
 * The splices an installation with this placement needs, as far as they are not made yet, and those of an earlier one
 * that have to go. `ownPageJson` says that the JSON of the entry page is a file of ours, `mayAdopt` that an installation
 * whose record is lost stands here, so that insertions which are exactly ours are its.
 * Throws what `registerSubpackage` and `registerEntry` throw.
 */
export function planSplices(
  snapshot: Snapshot,
  placement: Placement,
  old: Manifest | undefined,
  ownPageJson: boolean,
  mayAdopt: boolean,
): SplicePlan {
  const wanted: [path: string, splice: (bytes: Buffer, file: string) => Splice | undefined][] = [
    [APP_JSON_PATH, (bytes, file) => registerAll(bytes, file, subpackagesOf(placement))],
  ]
  if (placement.entry !== undefined) {
    if (!ownPageJson) wanted.push([`${placement.entry}.json`, registerEntry])
    wanted.push([`${placement.entry}.wxml`, insertEntryTag])
  }
  const plan: SplicePlan = { changes: [], records: [], notes: [] }
  for (const [path, spliceOf] of wanted) {
    const bytes = bytesAt(snapshot, path)
    const file = snapshot.name(path)
    if (!bytes) throw missing(path, file)
    const splice = spliceOf(bytes, file)
    const recorded = old?.splices.find((each) => each.path === path)
    if (splice) {
      plan.changes.push({ kind: 'splice', path, expect: sha256(bytes), splice })
      plan.records.push(recordOf(path, bytes, splice))
    } else if (recorded) plan.records.push(recorded)
    else {
      // It is there already. After a lost record it is taken up again if it is exactly ours.
      const found = mayAdopt ? adopt(bytes, path, placement.subpackage) : undefined
      if (found) plan.records.push(recordOf(path, found.before, found.splice))
      else plan.notes.push({ kind: 'unowned', path })
    }
  }
  const gone = old?.splices.filter(({ path }) => !wanted.some(([each]) => each === path)) ?? []
  const taken = planTakeOut(snapshot, gone, placement.subpackage)
  plan.changes.push(...taken.changes)
  plan.notes.push(...taken.notes)
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
  snapshot: Snapshot,
  records: readonly RecordedSplice[],
  root: string,
): Pick<SplicePlan, 'changes' | 'notes'> {
  const changes: Change[] = []
  const notes: Note[] = []
  for (const record of records) {
    const bytes = bytesAt(snapshot, record.path)
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
