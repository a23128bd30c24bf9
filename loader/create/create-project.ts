import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { LoaderError } from '../errors'
import { install } from '../index'
import { statOf } from '../project/safe-path'
import type { Settings } from '../settings'
import { type GitOutcome, initGit } from './init-git'
import { checkProjectName } from './project-name'
import { defaultStarterDir, readStarterFiles, type SourceLanguage } from './starter-files'

export interface CreateRequest {
  /** The name of the new folder. */
  name: string
  /** The folder it is made in. */
  cwd: string
  /** Answers what is not known yet, by asking or by throwing; called when the name and the place are in order. */
  complete(): Promise<{ language: SourceLanguage; settings: Settings }>
  /** Make a git repository of it. */
  git?: boolean
  starterDir?: string
  payloadDir?: string
}

export interface CreateReport {
  /** The new folder, absolute. */
  folder: string
  language: SourceLanguage
  /** The files of the starter, relative to the folder. */
  files: readonly string[]
  /** The files that came with customer service, relative to the folder. */
  installed: readonly string[]
  git?: GitOutcome
}

/**
 * Makes a new mini-program with customer service in it. It is built in a folder beside its place and moved there when it
 * is whole, so there is never half a project. Nothing is overwritten.
 * Throws `create-name-invalid`, `folder-missing`, `create-folder-taken`, `payload-broken`, `create-failed` and what an
 * installation throws; then nothing is left behind.
 */
export async function createProject(request: CreateRequest): Promise<CreateReport> {
  const name = checkProjectName(request.name)
  const folder = join(resolve(request.cwd), name)
  if (!statOf(dirname(folder))?.isDirectory()) throw new LoaderError('folder-missing', { path: dirname(folder) })
  refuseTaken(folder)
  const { language, settings } = await request.complete()
  const files = readStarterFiles(request.starterDir ?? defaultStarterDir(), language, name)
  const draft = attempt(() => mkdtempSync(join(dirname(folder), '.ccc-store-create-')))
  try {
    const place = join(draft, name)
    attempt(() => {
      for (const { path, bytes } of files) {
        mkdirSync(dirname(join(place, path)), { recursive: true })
        writeFileSync(join(place, path), bytes, { flag: 'wx' })
      }
    })
    const { payloadDir } = request
    const installed = await install({ cwd: place, ...settings, ...(payloadDir === undefined ? {} : { payloadDir }) })
    moveInto(place, folder)
    const report = { folder, language, files: files.map(({ path }) => path).sort(), installed: installed.created }
    return request.git ? { ...report, git: initGit(folder) } : report
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

function refuseTaken(folder: string): void {
  const stat = statOf(folder)
  if (stat === undefined || (stat.isDirectory() && readdirSync(folder).length === 0)) return
  throw new LoaderError('create-folder-taken', { path: folder })
}

// An empty folder makes way; one that somebody filled meanwhile cannot be removed this way, and stays.
function moveInto(draft: string, folder: string): void {
  refuseTaken(folder)
  attempt(() => {
    if (statOf(folder) !== undefined) rmdirSync(folder)
    renameSync(draft, folder)
  })
}

function attempt<Value>(action: () => Value): Value {
  try {
    return action()
  } catch (error) {
    if (error instanceof LoaderError) throw error
    throw new LoaderError('create-failed', { reason: error instanceof Error ? error.message : String(error) })
  }
}
