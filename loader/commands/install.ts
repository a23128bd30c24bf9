import { applyPlan } from '../apply/apply-plan'
import { LoaderError } from '../errors'
import { loadPayload } from '../load-payload'
import type { OnConflict } from '../plan/conflicts'
import { leftEntry } from '../plan/left-entry'
import { type AllLeftOut, leftOut } from '../plan/left-out'
import { CONFIG_PATH, defaultPlacement, ENTRY_FOLDER, type Placement, parseLoginPath } from '../plan/placement'
import { planInstall } from '../plan/plan-install'
import { addEntry, prepareInstall } from '../plan/prepare-install'
import type { ProjectState } from '../plan/project-state'
import { isForbidden } from '../project/safe-path'
import { checkSettings, type Settings, usableSettings } from '../settings'
import { openProject, type ProjectRequest } from './open-project'
import { refuseDowngrade } from './refuse-downgrade'
import { type Report, reportOf } from './report'

export interface InstallRequest extends ProjectRequest {
  /** Settings given by the caller; they win over what an earlier installation left. */
  given: Partial<Settings>
  /** Supplies what is neither given nor installed already, by asking or by throwing. */
  complete(known: Partial<Settings>): Settings | Promise<Settings>
  /** The root of the subpackage; that of an earlier installation, or `ccc`. */
  subpackage?: string | undefined
  /** Where the login script goes; that of an earlier installation, or `utils/login.js`. */
  loginPath?: string | undefined
  /** The page that shows the entry button, or `none`; that of an earlier installation, or what `chooseEntry` says. */
  entry?: string | undefined
  /** How messages travel; that of an earlier installation, or the socket. */
  transport?: 'socket' | 'tencent' | undefined
  /** Asks for the page that shows the entry button; undefined is none. */
  chooseEntry?: ((pages: readonly string[]) => Promise<string | undefined>) | undefined
  onConflict?: OnConflict | undefined
  diff?: boolean
  payloadDir?: string | undefined
}

/** What an installation did, or in a dry run would do. */
export interface InstallReport extends Report, AllLeftOut {
  version: string
  settings: Settings
  /** Where everything is. */
  placement: Placement
  /** Where the mini-program's own code begins, and where its settings are, relative to the project. */
  appFile: string
  configFile: string
}

/**
 * Installs customer service into a mini-program: reads, plans, applies. Throws a `LoaderError`, and then the project is
 * as it was.
 */
export async function runInstall(request: InstallRequest): Promise<InstallReport> {
  const { dryRun = false, diff = false } = request
  const state = await openProject(request)
  const payload = loadPayload(request.payloadDir)
  refuseDowngrade(state.manifest, payload.version)
  await request.interruption?.check()
  const known = prepareInstall(state, payload, placementOf(request, state), request.onConflict ?? 'abort')
  await request.interruption?.check()
  const settings = await settingsOf(request, state)
  const entry = known.placement.entry === undefined ? await chosenEntry(request, state) : undefined
  const prepared = entry === undefined ? known : addEntry(state, payload, known, entry)
  const plan = planInstall(state, prepared, { settings, merge: false })
  if (!dryRun) await applyPlan(state.root.miniprogram, plan, request.files, request.interruption)
  const { version, placement } = prepared
  // Beside an app.ts, an app.js is what the compiler made of it.
  const appFile = state.files.name(state.files.entry('app.ts') ? 'app.ts' : 'app.js')
  const configFile = state.files.name(CONFIG_PATH)
  return {
    ...(await reportOf(state, plan, { dryRun, diff })),
    version,
    settings,
    placement,
    appFile,
    configFile,
    ...(await leftOut(state, placement, prepared.files)),
  }
}

async function settingsOf(request: InstallRequest, { values }: ProjectState): Promise<Settings> {
  const known = { ...usableSettings(values), ...request.given }
  return checkSettings(await request.complete(known))
}

/** Where everything goes, as far as no question has to be asked. */
function placementOf(request: InstallRequest, state: ProjectState): Placement {
  return withTransport(placesOf(request, state), request, state)
}

/** The transport is part of where everything goes: it has a subpackage of its own. */
function withTransport(placement: Placement, { transport }: InstallRequest, { manifest }: ProjectState): Placement {
  const installed = manifest && (manifest.options.transport ?? 'socket')
  if (installed && transport && transport !== installed)
    throw new LoaderError('other-transport', { installed, transport })
  const { transport: _, ...places } = placement
  return (transport ?? installed) === 'tencent' ? { ...places, transport: 'tencent' } : places
}

function placesOf(request: InstallRequest, state: ProjectState): Placement {
  const installed = state.manifest?.options
  const { subpackage, loginPath } = { ...defaultPlacement, ...installed, ...definedOf(request) }
  if (installed && (installed.subpackage !== subpackage || installed.loginPath !== loginPath)) {
    throw new LoaderError('already-elsewhere', { subpackage: installed.subpackage, loginPath: installed.loginPath })
  }
  // With the subpackage somewhere else, the place of the script that is not given may be in it.
  parseLoginPath(loginPath, subpackage)
  const { entry } = request
  if (entry === 'none') return { subpackage, loginPath }
  if (entry === undefined) return installed ?? withEntry({ subpackage, loginPath }, entryLeftIn(state))
  const { pages } = state.app
  if (!pages.includes(entry) || isForbidden(entry))
    throw new LoaderError('entry-page-unknown', { value: entry, pages: pages.join(', ') })
  return { subpackage, loginPath, entry }
}

function withEntry(placement: Placement, entry: string | undefined): Placement {
  return entry === undefined ? placement : { ...placement, entry }
}

/** The page of the entry button of an installation whose record is lost. */
function entryLeftIn({ app, files }: ProjectState): string | undefined {
  if (files.entry(`${ENTRY_FOLDER}/ccc-entry.js`) === undefined) return undefined
  return leftEntry(
    files,
    app.pages.filter((page) => !isForbidden(page)),
  )
}

/** The page for the entry button that somebody chose just now; never asked where something is installed already. */
async function chosenEntry(request: InstallRequest, { app, manifest }: ProjectState): Promise<string | undefined> {
  if (request.entry !== undefined || manifest) return undefined
  return request.chooseEntry?.(app.pages)
}

function definedOf({ subpackage, loginPath }: InstallRequest): Partial<Placement> {
  return { ...(subpackage === undefined ? {} : { subpackage }), ...(loginPath === undefined ? {} : { loginPath }) }
}
