import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { errorCode } from '../error-code'
import { LoaderError } from '../errors'
import { sha256 } from '../hash'
import { MANIFEST_PATH } from '../plan/record-paths'
import { resolveInside, statOf } from '../project/safe-path'
import { type FileSystem, removeOwn } from './file-system'
import { JOURNAL_PATH, type Journal, type JournalStep } from './journal'

/** Which whole state a mini-program ended in. */
export type Outcome = 'forward' | 'back'

/** How an unfinished run ended, and the files that somebody had changed meanwhile: they are as they were found. */
export interface Settled {
  outcome: Outcome
  left: readonly string[]
}

/** A file and its companions, as absolute paths. */
interface Place {
  step: JournalStep
  target: string
  staged: string
  backup: string
}

/**
 * Brings a mini-program from wherever a run stopped to a whole state, judging by what is on the disk alone. While no file
 * has been moved into place, that is what was before. Else it is what was to be, if every new file is there; or what was
 * before, if that can be had. Where somebody has changed files meanwhile, it is what was to be if all the others were
 * moved already, else the one of the two that has a record of the installation, so that the next command knows what the
 * rest of it is. Their files stay as they are.
 * Running it again, after it was itself stopped anywhere, ends in a whole state too.
 */
export function settle(root: string, journal: Journal, files: FileSystem): Settled {
  const places = placesOf(root, journal)
  if (places.every(canGoForward)) return goForward(root, journal, files)
  if (!places.some(isDone) || places.every(canGoBack)) return goBack(root, journal, files)
  // Files are moved in order, and given back in the opposite one.
  const last = places.at(-1)
  const wasComplete = last !== undefined && isDone(last)
  const record = journal.steps.find(({ path }) => path === MANIFEST_PATH)
  const settled = wasComplete || record?.after !== undefined ? goForward : goBack
  return settled(root, journal, files)
}

/** Moves every file into place that is ready to go, and removes what is left of the work. */
export function goForward(root: string, journal: Journal, files: FileSystem): Settled {
  const places = placesOf(root, journal)
  const left = places.filter((place) => !canGoForward(place)).map(({ step }) => step.path)
  for (const place of places) if (!left.includes(place.step.path)) moveIntoPlace(place, files)
  finish(root, journal, files)
  return { outcome: 'forward', left }
}

/** Gives every file its former contents back, and removes what is left of the work. */
export function goBack(root: string, journal: Journal, files: FileSystem): Settled {
  const places = placesOf(root, journal)
  // Files are moved into place only after all are staged: while none has been, whatever else changed is not our doing.
  const hasBegun = places.some(isDone)
  const left = hasBegun ? places.filter((place) => !canGoBack(place)).map(({ step }) => step.path) : []
  for (const place of places.toReversed()) if (!left.includes(place.step.path)) giveBack(place, files)
  for (const { staged, backup } of places) {
    files.remove(staged)
    files.remove(backup)
  }
  for (const folder of journal.folders.toReversed()) removeFolder(root, folder, files)
  files.remove(join(root, JOURNAL_PATH))
  return { outcome: 'back', left }
}

/**
 * The moves that put the staged files into place, one by one. Each looks once more, at the last moment and right after
 * it, whether the file is what the plan expects, and throws `project-changed` when it is not; what somebody wrote in that
 * moment is in the backup, from where `goBack` takes it.
 */
export function movesOf(root: string, journal: Journal, files: FileSystem): (() => void)[] {
  return placesOf(root, journal).map((place) => () => moveIntoPlace(place, files))
}

/** Removes what a finished run leaves behind. The journal goes last, so that a stop in between is noticed. */
export function finish(root: string, journal: Journal, files: FileSystem): void {
  const places = placesOf(root, journal)
  files.flush([...new Set(places.map(({ target }) => dirname(target)))])
  for (const path of places.flatMap(({ staged, backup }) => [staged, backup])) {
    if (statOf(path) !== undefined) removeOwn(path, files)
  }
  for (const folder of journal.removeFolders) {
    // A folder that has become a link since is not the one that was created.
    if (resolveInside(root, folder) === join(root, ...folder.split('/'))) removeFolder(root, folder, files)
  }
  removeOwn(join(root, JOURNAL_PATH), files)
}

/** Whether every file is what the run was to make of it. */
export function isInPlace(root: string, journal: Journal): boolean {
  return placesOf(root, journal).every(isDone)
}

function placesOf(root: string, journal: Journal): Place[] {
  return journal.steps.map((step) => {
    // Companions stand beside the file a link leads to, so that moving them never crosses file systems.
    const target = resolveInside(root, step.path)
    const beside = (name: string) => join(target, '..', name.slice(name.lastIndexOf('/') + 1))
    return { step, target, staged: beside(step.staged), backup: beside(step.backup) }
  })
}

/** The hash of the file at an absolute path, or undefined when there is none. */
export function hashAt(path: string): string | undefined {
  const stat = statOf(path)
  if (stat === undefined) return undefined
  return stat.isFile() ? sha256(readFileSync(path)) : 'not a file'
}

function isDone({ step, target }: Place): boolean {
  return hashAt(target) === step.after
}

function canGoForward({ step, target, staged, backup }: Place): boolean {
  const now = hashAt(target)
  if (now === step.after) return true
  const isStaged = step.after === undefined || hashAt(staged) === step.after
  return now === step.before && isStaged && (step.before === undefined || hashAt(backup) === step.before)
}

function canGoBack({ step, target, backup }: Place): boolean {
  const now = hashAt(target)
  if (now === step.before) return true
  return now === step.after && (step.before === undefined || statOf(backup)?.isFile() === true)
}

function moveIntoPlace({ step, target, staged, backup }: Place, files: FileSystem): void {
  const now = hashAt(target)
  if (now === step.after) return
  if (now !== step.before) throw changed([step.path])
  if (step.before === undefined) claim(staged, target, step.path, files)
  else if (step.after === undefined) files.remove(target)
  else files.rename(staged, target)
  if (step.before !== undefined && hashAt(backup) !== step.before) throw changed([step.path])
}

function claim(staged: string, target: string, path: string, files: FileSystem): void {
  try {
    files.claim(staged, target)
  } catch (error) {
    throw errorCode(error) === 'EEXIST' ? changed([path]) : error
  }
}

function giveBack(place: Place, files: FileSystem): void {
  const { step, target, backup } = place
  if (!isDone(place)) return
  if (step.before === undefined) files.remove(target)
  else files.rename(backup, target)
}

/** What is thrown when files are not what they were planned for. */
export function changed(paths: readonly string[]): LoaderError {
  return new LoaderError('project-changed', { list: paths.map((path) => `  ${path}`).join('\n') })
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
