import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from '../error-code'
import { LoaderError } from '../errors'
import { sha256 } from '../hash'
import { resolveInside, statOf } from '../project/safe-path'
import { type FileSystem, removeOwn } from './file-system'
import { JOURNAL_PATH, type Journal, type JournalStep } from './journal'

/** Which whole state a mini-program ended in. */
export type Outcome = 'forward' | 'back'

/** A file and its companions, as absolute paths. */
interface Place {
  step: JournalStep
  target: string
  staged: string
  backup: string
}

/**
 * Brings a mini-program from wherever a run stopped to a whole state, judging by what is on the disk alone: forward
 * when every new file is there complete and `mayGoForward`, else back to what was before. Running it again, after it
 * was itself stopped anywhere, ends in a whole state too.
 * Throws `recovery-blocked` when files changed in between so that neither way is open.
 */
export function settle(root: string, journal: Journal, files: FileSystem, mayGoForward: boolean): Outcome {
  const places = journal.steps.map((step) => placeOf(root, step))
  if (mayGoForward && places.every(canGoForward)) {
    for (const place of places) goForward(place, files)
    cleanUp(root, journal, places, files)
    return 'forward'
  }
  // Files are moved into place only after all are staged: while none has been, whatever else changed is not our doing.
  const begun = places.some(isDone)
  const blocked = begun ? places.filter((place) => !canGoBack(place)) : []
  if (blocked.length > 0) {
    const list = blocked.map(({ step }) => `  ${step.path}`).join('\n')
    throw new LoaderError('recovery-blocked', { list, journal: join(root, JOURNAL_PATH) })
  }
  for (const place of places.toReversed()) goBack(place, files)
  for (const { staged, backup } of places) {
    files.remove(staged)
    files.remove(backup)
  }
  for (const folder of journal.folders.toReversed()) removeFolder(root, folder, files)
  files.remove(join(root, JOURNAL_PATH))
  return 'back'
}

/** Whether every file is what the run was to make of it. */
export function isInPlace(root: string, journal: Journal): boolean {
  return journal.steps.every((step) => hashAt(resolveInside(root, step.path)) === step.after)
}

/** Removes what a finished run leaves behind. The journal goes last, so that a stop in between is noticed. */
function cleanUp(root: string, journal: Journal, places: readonly Place[], files: FileSystem): void {
  for (const path of places.flatMap(({ staged, backup }) => [staged, backup])) {
    if (statOf(path) !== undefined) removeOwn(path, files)
  }
  for (const folder of journal.removeFolders) {
    // A folder that has become a link since is not the one that was created.
    if (resolveInside(root, folder) === join(root, ...folder.split('/'))) removeFolder(root, folder, files)
  }
  removeOwn(join(root, JOURNAL_PATH), files)
}

function placeOf(root: string, step: JournalStep): Place {
  // Companions stand beside the file a link leads to, so that moving them never crosses file systems.
  const target = resolveInside(root, step.path)
  const beside = (name: string) => join(target, '..', name.slice(name.lastIndexOf('/') + 1))
  return { step, target, staged: beside(step.staged), backup: beside(step.backup) }
}

/** The hash of the file at an absolute path, or undefined when there is none. */
export function hashAt(path: string): string | undefined {
  const stat = statOf(path)
  if (stat === undefined) return undefined
  return stat.isFile() ? sha256(readFileSync(path)) : 'not a file'
}

function canGoForward({ step, target, staged }: Place): boolean {
  const now = hashAt(target)
  if (now === step.after) return true
  return now === step.before && (step.after === undefined || hashAt(staged) === step.after)
}

function goForward({ step, target, staged }: Place, files: FileSystem): void {
  if (hashAt(target) === step.after) return
  if (step.after === undefined) files.remove(target)
  else files.rename(staged, target)
}

function canGoBack({ step, target, backup }: Place): boolean {
  const now = hashAt(target)
  if (now === step.before) return true
  return now === step.after && (step.before === undefined || hashAt(backup) === step.before)
}

function goBack(place: Place, files: FileSystem): void {
  const { step, target, backup } = place
  if (!isDone(place)) return
  if (step.before === undefined) files.remove(target)
  else files.rename(backup, target)
}

function isDone({ step, target }: Place): boolean {
  return hashAt(target) === step.after
}

function removeFolder(root: string, folder: string, files: FileSystem): void {
  const path = resolveInside(root, folder)
  if (!statOf(path)?.isDirectory()) return
  try {
    files.removeFolder(path)
  } catch (error) {
    // Somebody else has put something there meanwhile: then it is theirs, and stays.
    if (errorCode(error) !== 'ENOTEMPTY' && errorCode(error) !== 'EEXIST') throw error
  }
}
