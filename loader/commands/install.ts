import { applyPlan } from '../apply/apply-plan'
import { LoaderError } from '../errors'
import { loadPayload } from '../load-payload'
import type { OnConflict } from '../plan/conflicts'
import { entryFilesOf, leftEntry } from '../plan/left-entry'
import { listPages } from '../plan/list-pages'
import { defaultPlacement, ENTRY_FOLDER, type Placement, parseLoginPath, rootsOf } from '../plan/placement'
import { type Intent, pathsOfInterest, planInstall, refuseConflicts } from '../plan/plan-install'
import { installedValues } from '../plan/read-state'
import { isForbidden } from '../project/safe-path'
import type { Snapshot } from '../project/snapshot'
import { checkSettings, DEFAULT_SERVER_URL, type Settings, usableSettings } from '../settings'
import { type OpenProject, openProject, type ProjectRequest } from './open-project'
import { refuseDowngrade } from './refuse-downgrade'
import { type Report, reportOf } from './report'

export interface InstallRequest extends ProjectRequest {
  /** Settings given by the caller; they win over what an earlier installation left. */
  given: Partial<Settings>
  /** Supplies what is neither given nor installed already, by asking or by throwing. */
  complete(known: Partial<Settings> & Pick<Settings, 'serverUrl'>): Settings | Promise<Settings>
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
export interface InstallReport extends Report {
  version: string
  settings: Settings
  /** Where everything is. */
  placement: Placement
}

/**
 * Installs customer service into a mini-program: reads, plans, applies. Throws a `LoaderError`, and then the project is
 * as it was.
 */
export async function runInstall(request: InstallRequest): Promise<InstallReport> {
  const { dryRun = false, diff = false } = request
  const project = await openProject(request)
  const payload = loadPayload(request.payloadDir)
  refuseDowngrade(project.manifest, payload.version)
  const look = (placement: Placement) =>
    project.look(pathsOfInterest(payload, placement, project.manifest), rootsOf(placement))
  const known = placementOf(request, project)
  const base: Intent = {
    placement: known,
    onConflict: request.onConflict ?? 'abort',
    settings: undefined,
    merge: false,
  }
  const before = look(known)
  await request.interruption?.check()
  refuseConflicts(before, payload, base)
  await request.interruption?.check()
  const settings = await settingsOf(request, before)
  const entry = known.entry === undefined ? await chosenEntry(request, project) : undefined
  const placement = entry === undefined ? known : { ...known, entry }
  const snapshot = entry === undefined ? before : look(placement)
  const plan = planInstall(snapshot, payload, { ...base, placement, settings })
  if (!dryRun) await applyPlan(project.root.miniprogram, plan, request.files, request.interruption)
  return { ...reportOf(project, snapshot, plan, { dryRun, diff }), version: payload.version, settings, placement }
}

async function settingsOf(request: InstallRequest, snapshot: Snapshot): Promise<Settings> {
  const known = { serverUrl: DEFAULT_SERVER_URL, ...usableSettings(installedValues(snapshot)), ...request.given }
  return checkSettings(await request.complete(known))
}

/** Where everything goes, as far as no question has to be asked. */
function placementOf(request: InstallRequest, project: OpenProject): Placement {
  return withTransport(placesOf(request, project), request, project)
}

/** The transport is part of where everything goes: it has a subpackage of its own. */
function withTransport(placement: Placement, { transport }: InstallRequest, { manifest }: OpenProject): Placement {
  const installed = manifest && (manifest.options.transport ?? 'socket')
  if (installed && transport && transport !== installed)
    throw new LoaderError('other-transport', { installed, transport })
  const { transport: _, ...places } = placement
  return (transport ?? installed) === 'tencent' ? { ...places, transport: 'tencent' } : places
}

function placesOf(request: InstallRequest, project: OpenProject): Placement {
  const installed = project.manifest?.options
  const { subpackage, loginPath } = { ...defaultPlacement, ...installed, ...definedOf(request) }
  if (installed && (installed.subpackage !== subpackage || installed.loginPath !== loginPath)) {
    throw new LoaderError('already-elsewhere', { subpackage: installed.subpackage, loginPath: installed.loginPath })
  }
  // With the subpackage somewhere else, the place of the script that is not given may be in it.
  parseLoginPath(loginPath, subpackage)
  const { entry } = request
  if (entry === 'none') return { subpackage, loginPath }
  if (entry === undefined) return installed ?? withEntry({ subpackage, loginPath }, entryLeftIn(project))
  const pages = pagesOf(project)
  if (!pages.includes(entry) || isForbidden(entry))
    throw new LoaderError('entry-page-unknown', { value: entry, pages: pages.join(', ') })
  return { subpackage, loginPath, entry }
}

function withEntry(placement: Placement, entry: string | undefined): Placement {
  return entry === undefined ? placement : { ...placement, entry }
}

/** The page of the entry button of an installation whose record is lost. */
function entryLeftIn(project: OpenProject): string | undefined {
  const script = `${ENTRY_FOLDER}/ccc-entry.js`
  if (project.look([script], []).entry(script) === undefined) return undefined
  const pages = pagesOf(project).filter((page) => !isForbidden(page))
  return leftEntry(project.look(entryFilesOf(pages), []), pages)
}

/** The page for the entry button that somebody chose just now; never asked where something is installed already. */
async function chosenEntry(request: InstallRequest, project: OpenProject): Promise<string | undefined> {
  if (request.entry !== undefined || project.manifest) return undefined
  return request.chooseEntry?.(pagesOf(project))
}

function pagesOf({ look, name }: OpenProject): string[] {
  return listPages(look(['app.json'], []).entry('app.json'), name('app.json'))
}

function definedOf({ subpackage, loginPath }: InstallRequest): Partial<Placement> {
  return { ...(subpackage === undefined ? {} : { subpackage }), ...(loginPath === undefined ? {} : { loginPath }) }
}
