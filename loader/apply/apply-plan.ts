import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from '../error-code'
import { LoaderError } from '../errors'
import { sha256 } from '../hash'
import { applySplice, type Change, type Plan } from '../plan/plan'
import { resolveInside, statOf } from '../project/safe-path'
import { diskFileSystem, type FileSystem, removeOwn } from './file-system'
import { Interruption } from './interruption'
import { companionsOf, JOURNAL_PATH, type Journal, type JournalStep, placeOf, readJournal } from './journal'
import { busy, foreignJournal, isAtWork } from './lock'
import { thisProcess } from './owner'
import { changed, finish, goBack, goForward, hashAt, isInPlace, movesOf, type Settled, settle } from './settle'

interface Staging {
  step: JournalStep
  target: string
  bytes: Buffer | undefined
  mode: number | undefined
}

// Two runs in one process have the same pid, which the journal cannot tell apart.
const active = new Set<string>()

/**
 * Carries a plan out, wholly or not at all: checks that everything is still as the plan expects it, writes a journal,
 * stages every new file beside its target, checks once more, and moves the files into place, looking again before and
 * after each. On any failure all is taken back. `root` is absolute and free of symbolic links.
 * An interruption stops it while files are being staged; once they are being moved it is finished first.
 * Throws `project-changed`, `busy`, `write-failed` (all was taken back), `rollback-failed` (the next start does it),
 * `interrupted` (all was taken back) or `interrupted-late` (all is done).
 */
export async function applyPlan(
  root: string,
  plan: Plan,
  files: FileSystem = diskFileSystem,
  interruption = new Interruption(),
): Promise<void> {
  await interruption.check()
  if (plan.changes.length === 0) return
  if (active.has(root)) throw busy({ owner: thisProcess(), since: Date.now() })
  active.add(root)
  try {
    await interruption.during(() => applyAlone(root, plan, files, interruption))
  } finally {
    active.delete(root)
  }
  if (interruption.isRequested) throw new LoaderError('interrupted-late')
}

/**
 * Finishes what an earlier run was stopped in, if there is such a run. Throws `busy` while that run is alive, and
 * `journal-foreign` when the journal is none of a run here.
 */
export function recover(root: string, files: FileSystem = diskFileSystem): Settled | undefined {
  removeOldDrafts(root, files)
  const path = join(root, JOURNAL_PATH)
  const journal = readJournal(path, root)
  if (journal === undefined) return undefined
  if ('foreign' in journal) throw foreignJournal(path, journal)
  const since = writtenAt(path)
  if (isAtWork(journal.owner, since, active.has(root))) throw busy({ owner: journal.owner, since })
  return settle(root, journal, files)
}

/** Whether an earlier run left work behind. Throws `journal-foreign`. */
export function isUnfinished(root: string): boolean {
  const path = join(root, JOURNAL_PATH)
  const journal = readJournal(path, root)
  if (journal !== undefined && 'foreign' in journal) throw foreignJournal(path, journal)
  return journal !== undefined
}

async function applyAlone(root: string, plan: Plan, files: FileSystem, interruption: Interruption): Promise<void> {
  const stagings = plan.changes.map((change, index) => stagingOf(root, change, index))
  refuseChanged(stagings)
  const { folders, removeFolders, placements } = plan
  const steps = stagings.map(({ step }) => step)
  const journal: Journal = { owner: thisProcess(), place: placeOf(root), placements, folders, removeFolders, steps }
  writeJournal(root, journal, files)
  // Another run may have finished just before the journal was ours. From here on, none can begin.
  refuseChangedSinceClaim(root, stagings, files)
  try {
    for (const folder of plan.folders) files.makeFolder(resolveInside(root, folder))
    for (const staging of stagings) {
      stage(staging, files)
      await interruption.check()
    }
    files.flush(stagings.flatMap(({ step, target }) => [beside(target, step.backup), beside(target, step.staged)]))
    refuseChanged(stagings)
    await interruption.check()
    for (const move of movesOf(root, journal, files)) {
      move()
      await interruption.breathe()
    }
    finish(root, journal, files)
    await interruption.breathe()
  } catch (error) {
    takeBack(root, journal, files, error)
  }
}

/** Deals with a failure: either all is in place after all, or everything is taken back and the reason is thrown. */
function takeBack(root: string, journal: Journal, files: FileSystem, error: unknown): void {
  const reason = reasonOf(error)
  // Only the clean-up had failed, and it is done now.
  const isWhole = isInPlace(root, journal)
  let left: readonly string[] = []
  try {
    ;({ left } = isWhole ? goForward(root, journal, files) : goBack(root, journal, files))
  } catch {
    throw new LoaderError('rollback-failed', { reason })
  }
  if (isWhole) return
  if (left.length > 0) throw changed(left)
  throw error instanceof LoaderError ? error : new LoaderError('write-failed', { reason })
}

// The journal appears under its name only when it is complete, and only if no other run has one.
function writeJournal(root: string, journal: Journal, files: FileSystem): void {
  const path = join(root, JOURNAL_PATH)
  const draft = `${path}.${process.pid}`
  try {
    files.write(draft, Buffer.from(JSON.stringify(journal)))
    files.flush([draft])
    files.claim(draft, path)
    files.flush([root])
  } catch (error) {
    removeDraft(draft, files)
    if (errorCode(error) === 'EEXIST') throw takenJournal(path, root)
    throw new LoaderError('write-failed', { reason: reasonOf(error) })
  }
  removeDraft(draft, files)
}

/** Somebody else's journal is where ours was to be; it may be gone by now. */
function takenJournal(path: string, root: string): LoaderError {
  const journal = readJournal(path, root)
  if (journal === undefined) return busy(undefined)
  return 'foreign' in journal ? foreignJournal(path, journal) : busy({ owner: journal.owner, since: writtenAt(path) })
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
    const pid = /^\.ccc-store\.journal\.(\d{1,10})$/.exec(name)?.[1]
    const path = join(root, name)
    if (pid === undefined || !statOf(path)?.isFile()) continue
    const { host } = thisProcess()
    if (!isAtWork({ pid: Number(pid), host }, writtenAt(path), active.has(root))) files.remove(path)
  }
}

function writtenAt(path: string): number {
  try {
    return lstatSync(path).mtimeMs
  } catch {
    return 0
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
  return { step, target, bytes, mode: stat?.isFile() ? stat.mode & 0o7777 : undefined }
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

// The former contents get a second name rather than a copy: what somebody is just writing into the file is there too.
function stage({ step, target, bytes, mode }: Staging, files: FileSystem): void {
  if (step.before !== undefined) files.keep(target, beside(target, step.backup))
  if (bytes) files.write(beside(target, step.staged), bytes, mode)
}

function beside(target: string, name: string): string {
  return join(target, '..', name.slice(name.lastIndexOf('/') + 1))
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
