import { mkdirSync, readdirSync, renameSync, rmdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { Interruption } from '../apply/interruption'
import { runInstall } from '../commands/install'
import { LoaderError } from '../errors'
import { statOf } from '../project/safe-path'
import type { Settings } from '../settings'
import { makeDraft, removeDraft } from './draft-folder'
import { type GitOutcome, initGit } from './init-git'
import { plannedInstallation } from './planned-installation'
import { checkProjectName } from './project-name'
import { defaultStarterDir, readStarterFiles, type SourceLanguage, type StarterFile } from './starter-files'

export interface CreateRequest {
  /** The name of the new folder. */
  name: string
  /** The folder it is made in. */
  cwd: string
  /** Answers what is not known yet, by asking or by throwing; called when the name and the place are in order. */
  complete(): Promise<{ language: SourceLanguage; settings: Settings }>
  /** Make a git repository of it. */
  git?: boolean
  /** Say what would be made, and write nothing. */
  dryRun?: boolean
  /** Stops the work when somebody wants that; then nothing is left behind. */
  interruption?: Interruption | undefined
  starterDir?: string
  payloadDir?: string | undefined
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
  dryRun: boolean
}

/**
 * Makes a new mini-program with customer service in it. It is built in a folder beside its place and moved there when it
 * is whole, so there is never half a project. Nothing is overwritten.
 * Throws `create-name-invalid`, `folder-missing`, `interrupted`, `create-folder-taken`, `payload-broken`, `create-failed` and what an
 * installation throws; then nothing is left behind.
 */
export async function createProject(request: CreateRequest): Promise<CreateReport> {
  const name = checkProjectName(request.name)
  const folder = join(resolve(request.cwd), name)
  if (!statOf(dirname(folder))?.isDirectory()) throw new LoaderError('folder-missing', { path: dirname(folder) })
  refuseTaken(folder)
  const { language, settings } = await request.complete()
  const files = readStarterFiles(request.starterDir ?? defaultStarterDir(), language, name)
  const report = { folder, language, files: files.map(({ path }) => path).sort() }
  const { payloadDir, git = false, dryRun = false, interruption = new Interruption() } = request
  await interruption.check()
  if (dryRun) return { ...report, installed: plannedInstallation(files, payloadDir), dryRun }
  const make = () => makeInDraft(folder, files, { settings, payloadDir, interruption })
  const installed = await interruption.during(make)
  return { ...report, installed, ...(git ? { git: initGit(folder) } : {}), dryRun }
}

/** Makes the project beside its place and moves it there. Returns the files that came with customer service. */
async function makeInDraft(
  folder: string,
  files: readonly StarterFile[],
  {
    settings,
    payloadDir,
    interruption,
  }: { settings: Settings; payloadDir: string | undefined; interruption: Interruption },
): Promise<readonly string[]> {
  const draft = attempt(() => makeDraft(dirname(folder)))
  try {
    const place = join(draft, basename(folder))
    for (const { path, bytes } of files) {
      await interruption.check()
      attempt(() => {
        mkdirSync(dirname(join(place, path)), { recursive: true })
        writeFileSync(join(place, path), bytes, { flag: 'wx' })
      })
    }
    const complete = () => settings
    const { created } = await runInstall({ cwd: place, given: settings, complete, payloadDir })
    await interruption.check()
    moveInto(place, folder)
    return created
  } finally {
    removeDraft(draft)
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
