import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from '../error-code'
import { LoaderError } from '../errors'
import { sha256 } from '../hash'
import { applySplice, type Change, type Plan } from '../plan/plan'
import { resolveInside, statOf } from '../project/safe-path'
import { diskFileSystem, type FileSystem, removeOwn } from './file-system'
import { companionsOf, JOURNAL_PATH, type Journal, type JournalStep, readJournal } from './journal'
import { hashAt, isInPlace, type Outcome, settle } from './settle'

interface Staging {
  step: JournalStep
  target: string
  bytes: Buffer | undefined
  former: Buffer | undefined
  mode: number | undefined
}

// Two runs in one process have the same pid, which the journal cannot tell apart.
const active = new Set<string>()

/**
 * Carries a plan out, wholly or not at all: checks that everything is still as the plan expects it, writes a journal,
 * stages every new file beside its target, checks once more, and moves the files into place. On any failure all is taken
 * back. `root` is absolute and free of symbolic links.
 * Throws `project-changed`, `busy`, `write-failed` (all was taken back) or `rollback-failed` (the next start does it).
 */
export function applyPlan(root: string, plan: Plan, files: FileSystem = diskFileSystem): void {
  if (plan.changes.length === 0) return
  if (active.has(root)) throw new LoaderError('busy', { pid: String(process.pid) })
  active.add(root)
  try {
    applyAlone(root, plan, files)
  } finally {
    active.delete(root)
  }
}

/**
 * Finishes what an earlier run was stopped in, if there is such a run. Throws `busy` while that run is alive, and
 * `recovery-blocked` when its files changed since.
 */
export function recover(root: string, files: FileSystem = diskFileSystem): Outcome | undefined {
  removeOldDrafts(root, files)
  const path = join(root, JOURNAL_PATH)
  const journal = readJournal(path)
  if (journal === undefined) return undefined
  if (journal === 'torn') {
    files.remove(path)
    return 'back'
  }
  if (isAtWork(root, journal.pid)) throw new LoaderError('busy', { pid: String(journal.pid) })
  return settle(root, journal, files, true)
}

/** Whether an earlier run left work behind. */
export function isUnfinished(root: string): boolean {
  return readJournal(join(root, JOURNAL_PATH)) !== undefined
}

function applyAlone(root: string, plan: Plan, files: FileSystem): void {
  const stagings = plan.changes.map((change, index) => stagingOf(root, change, index))
  refuseChanged(stagings)
  const { folders, removeFolders } = plan
  const journal: Journal = { pid: process.pid, folders, removeFolders, steps: stagings.map(({ step }) => step) }
  writeJournal(root, journal, files)
  // Another run may have finished just before the journal was ours. From here on, none can begin.
  refuseChangedSinceClaim(root, stagings, files)
  try {
    for (const folder of plan.folders) files.makeFolder(resolveInside(root, folder))
    for (const staging of stagings) stage(staging, files)
    refuseChanged(stagings)
    settle(root, journal, files, true)
  } catch (error) {
    takeBack(root, journal, files, error)
  }
}

/** Deals with a failure: either all is in place after all, or everything is taken back and the reason is thrown. */
function takeBack(root: string, journal: Journal, files: FileSystem, error: unknown): void {
  const reason = reasonOf(error)
  const inPlace = isInPlace(root, journal)
  try {
    settle(root, journal, files, inPlace)
  } catch {
    throw new LoaderError('rollback-failed', { reason })
  }
  // Only the clean-up had failed, and it has now been done.
  if (inPlace) return
  throw error instanceof LoaderError ? error : new LoaderError('write-failed', { reason })
}

// The journal appears under its name only when it is complete, and only if no other run has one.
function writeJournal(root: string, journal: Journal, files: FileSystem): void {
  const path = join(root, JOURNAL_PATH)
  const draft = `${path}.${process.pid}`
  try {
    files.write(draft, Buffer.from(JSON.stringify(journal)), { durable: true })
    files.claim(draft, path)
  } catch (error) {
    removeDraft(draft, files)
    if (errorCode(error) === 'EEXIST') throw new LoaderError('busy', { pid: pidOf(path) })
    throw new LoaderError('write-failed', { reason: reasonOf(error) })
  }
  removeDraft(draft, files)
}

function removeDraft(draft: string, files: FileSystem): void {
  try {
    removeOwn(draft, files)
  } catch {
    // It does no harm, and the next start removes it.
  }
}

function removeOldDrafts(root: string, files: FileSystem): void {
  for (const name of readdirSync(root)) {
    const pid = name.startsWith(`${JOURNAL_PATH}.`) ? Number(name.slice(JOURNAL_PATH.length + 1)) : Number.NaN
    if (Number.isInteger(pid) && !isAtWork(root, pid)) files.remove(join(root, name))
  }
}

function stagingOf(root: string, change: Change, index: number): Staging {
  const target = resolveInside(root, change.path)
  const stat = statOf(target)
  const former = stat?.isFile() ? readFileSync(target) : undefined
  const step: JournalStep = { path: change.path, ...companionsOf(change.path, index) }
  if (change.kind !== 'create') step.before = change.expect
  const bytes = bytesOf(change, former)
  if (bytes) step.after = sha256(bytes)
  return { step, target, bytes, former, mode: stat?.isFile() ? stat.mode & 0o7777 : undefined }
}

function bytesOf(change: Change, former: Buffer | undefined): Buffer | undefined {
  if (change.kind === 'delete') return undefined
  if (change.kind !== 'splice') return change.bytes
  if (former === undefined || sha256(former) !== change.expect) throw changed([change.path])
  return applySplice(former, change.splice)
}

function refuseChanged(stagings: readonly Staging[]): void {
  const paths = stagings.filter(({ step, target }) => hashAt(target) !== step.before).map(({ step }) => step.path)
  if (paths.length > 0) throw changed(paths)
}

function refuseChangedSinceClaim(root: string, stagings: readonly Staging[], files: FileSystem): void {
  try {
    refuseChanged(stagings)
  } catch (error) {
    removeOwn(join(root, JOURNAL_PATH), files)
    throw error
  }
}

function changed(paths: readonly string[]): LoaderError {
  return new LoaderError('project-changed', { list: paths.map((path) => `  ${path}`).join('\n') })
}

// Only where bytes of the user are at stake is the disk waited for: new files can be written again, theirs cannot.
function stage({ step, target, bytes, former, mode }: Staging, files: FileSystem): void {
  const beside = (name: string) => join(target, '..', name.slice(name.lastIndexOf('/') + 1))
  const options = mode === undefined ? {} : { mode, durable: true }
  if (former) files.write(beside(step.backup), former, options)
  if (bytes) files.write(beside(step.staged), bytes, options)
}

function pidOf(path: string): string {
  const journal = readJournal(path)
  return typeof journal === 'object' ? String(journal.pid) : '?'
}

// A process number is used again sooner or later: one's own can only be that of an earlier run, unless it is at work now.
function isAtWork(root: string, pid: number): boolean {
  if (pid === process.pid) return active.has(root)
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Not allowed to signal it: then it exists.
    return errorCode(error) === 'EPERM'
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
