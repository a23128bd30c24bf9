import { readFileSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path/posix'
import { errorCode } from '../error-code'
import { Fields } from '../plan/fields'
import { parsePlacement } from '../plan/manifest'
import { isTouchedPath, type Placement } from '../plan/placement'
import { statOf } from '../project/safe-path'
import { type Owner, parseOwner } from './owner'

/** What is under way in a mini-program, written before the first change so that a stopped run can be finished. */
export interface Journal {
  /** The process at work. */
  owner: Owner
  /** The folder it is at work in, so that a journal that came along with a copy is told apart. */
  place: { path: string; inode: string }
  /** Where the files of the installation are, before and after: nothing else may be named below. */
  placements: readonly Placement[]
  /** Folders that did not exist before, the upper ones first. */
  folders: readonly string[]
  /** Folders to remove, if they are empty, once all files are in place; the lower ones first. */
  removeFolders: readonly string[]
  steps: readonly JournalStep[]
}

/** One file on its way from what it was to what it will be; a missing hash means that there is no file. */
export interface JournalStep {
  path: string
  before?: string
  after?: string
  /** Beside the target: the new contents, until they are moved into place. */
  staged: string
  /** Beside the target: the former contents, until all is done. */
  backup: string
}

export const JOURNAL_PATH = '.ccc-store.journal'

/** A journal that nothing is done with: no run left it here, or it names what no run touches. */
export interface ForeignJournal {
  /** What is wrong with it. */
  foreign: string
}

/** Names the companions of the n-th file of a run. */
export function companionsOf(path: string, index: number): { staged: string; backup: string } {
  const folder = dirname(path)
  const stem = `${folder === '.' ? '' : `${folder}/`}.ccc-store-${index}-${basename(path)}`
  return { staged: `${stem}.new`, backup: `${stem}.old` }
}

/** Whether a file name is that of a companion. */
export function isCompanion(name: string): boolean {
  return /^\.ccc-store-\d+-.+\.(new|old)$/.test(name)
}

/** How a journal names the folder it is for. */
export function placeOf(root: string): Journal['place'] {
  return { path: root, inode: String(statSync(root, { bigint: true }).ino) }
}

/**
 * Reads the journal at an absolute path, in the mini-program `root`. It appears there whole or not at all, and lies in a
 * folder that others write to as well, so it is untrusted: one that was written for another folder, or names anything
 * but what an installation touches and its companions, is `foreign`, and nothing it says is carried out.
 */
export function readJournal(path: string, root: string): Journal | ForeignJournal | undefined {
  const stat = statOf(path)
  if (stat === undefined) return undefined
  if (!stat.isFile()) return { foreign: 'not a file' }
  try {
    return parseJournal(JSON.parse(readFileSync(path, 'utf8')), placeOf(root))
  } catch (error) {
    // Its run has come to an end just now.
    if (errorCode(error) === 'ENOENT') return undefined
    return { foreign: error instanceof Error ? error.message : String(error) }
  }
}

function parseJournal(value: unknown, here: Journal['place']): Journal {
  const root = new Fields(value, broken)
  const owner = parseOwner(root.get('owner'))
  if (owner === undefined) throw broken('owner')
  const written = root.fields('place')
  const place = { path: written.string('path'), inode: written.string('inode') }
  const isHere = place.path === here.path || (place.inode === here.inode && here.inode !== '0')
  if (!isHere) throw broken(`place: ${place.path}`)
  const placements = root.items('placements').map(parsePlacement)
  const folders = root.paths('folders')
  const removeFolders = root.paths('removeFolders')
  const steps = root.items('steps').map(parseStep)
  const isTouched = (path: string) => placements.some((placement) => isTouchedPath(path, placement))
  // A folder is made or removed only for the sake of a file that may stand in it.
  const isNeeded = (folder: string) =>
    placements.some(({ subpackage, loginPath }) =>
      [subpackage, loginPath].some((path) => path === folder || path.startsWith(`${folder}/`)),
    ) || isTouched(`${folder}/file`)
  const stranger = steps.map(({ path }) => path).find((path) => !isTouched(path))
  const folder = [...folders, ...removeFolders].find((each) => !isNeeded(each))
  if (stranger !== undefined || folder !== undefined) throw broken(`path: ${stranger ?? folder}`)
  return { owner, place, placements, folders, removeFolders, steps }
}

function parseStep(step: Fields, index: number): JournalStep {
  const path = step.path('path')
  const companions = companionsOf(path, index)
  const isOurs = step.get('staged') === companions.staged && step.get('backup') === companions.backup
  if (!isOurs) throw broken(`companions: ${path}`)
  return {
    path,
    ...companions,
    ...(step.get('before') === undefined ? {} : { before: step.hash('before') }),
    ...(step.get('after') === undefined ? {} : { after: step.hash('after') }),
  }
}

function broken(reason: string): Error {
  return new Error(reason)
}
