import { readFileSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path/posix'
import { errorCode } from '../error-code'
import { isPlainRelative } from '../project/safe-path'

/** What is under way in a mini-program, written before the first change so that a stopped run can be finished. */
export interface Journal {
  /** The process at work. */
  pid: number
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
  /** Beside the target: a copy of the former contents, until all is done. */
  backup: string
}

export const JOURNAL_PATH = '.ccc-store.journal'

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

/**
 * Reads the journal at an absolute path. `torn` means that its writer was stopped while writing it, that is, before it
 * changed anything else. A journal that names anything but companions inside the mini-program counts as torn too:
 * this package did not write it, and nothing it says is carried out.
 */
export function readJournal(path: string): Journal | 'torn' | undefined {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return undefined
  try {
    return parseJournal(JSON.parse(readFileSync(path, 'utf8'))) ?? 'torn'
  } catch (error) {
    // Its run has come to an end just now.
    return errorCode(error) === 'ENOENT' ? undefined : 'torn'
  }
}

function parseJournal(value: unknown): Journal | undefined {
  if (!isRecord(value) || typeof value.pid !== 'number' || !Array.isArray(value.folders)) return undefined
  const folders = parsePaths(value.folders)
  const removeFolders = parsePaths(value.removeFolders ?? [])
  const steps = Array.isArray(value.steps) ? value.steps.map(parseStep) : []
  if (folders === undefined || removeFolders === undefined) return undefined
  const known = steps.filter((step) => step !== undefined)
  return known.length === steps.length ? { pid: value.pid, folders, removeFolders, steps: known } : undefined
}

function parsePaths(value: unknown): string[] | undefined {
  return Array.isArray(value) && value.every(isPath) ? value : undefined
}

function parseStep(value: unknown, index: number): JournalStep | undefined {
  if (!isRecord(value) || !isPath(value.path)) return undefined
  const { before, after } = value
  if (!isHash(before) || !isHash(after)) return undefined
  const step: JournalStep = { path: value.path, ...companionsOf(value.path, index) }
  if (before !== undefined) step.before = before
  if (after !== undefined) step.after = after
  return step
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && isPlainRelative(value)
}

function isHash(value: unknown): value is string | undefined {
  return value === undefined || (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
