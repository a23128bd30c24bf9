import { checkInstallation, twinsOf } from '../doctor/check-installation'
import { checkPrivacy } from '../doctor/check-privacy'
import { checkProject } from '../doctor/check-project'
import { checkServer } from '../doctor/check-server'
import { checkSettings } from '../doctor/check-settings'
import { checkTraces, tracePaths } from '../doctor/check-traces'
import { type Finding, finding } from '../doctor/finding'
import { type ExitCode, exitCodes, LoaderError } from '../errors'
import { packageVersion } from '../package-root'
import { entryFilesOf } from '../plan/left-entry'
import { listPages } from '../plan/list-pages'
import { pathsOfReset } from '../plan/plan-reset'
import { installedValues } from '../plan/read-state'
import { otherRoots } from '../project/find-root'
import { measurePackages } from '../project/measure-packages'
import { readApp } from '../project/read-app'
import { isForbidden } from '../project/safe-path'
import { completeSettings, usableSettings } from '../settings'
import { isNewer } from '../version'
import { type OpenProject, openProject, type ProjectRequest } from './open-project'

export interface DoctorRequest extends ProjectRequest {
  /** Ask the call centre nothing. */
  offline?: boolean
  tick?: () => void
}

/** Everything that was found, the worst first. */
export interface Diagnosis {
  root: string | null
  findings: readonly Finding[]
  exitCode: ExitCode
}

const order = ['error', 'warning', 'info']

/**
 * Looks for what is wrong and writes nothing. The exit code is 4 when there is an error among the findings, and that of
 * the reason when the project cannot be read at all; else 0.
 */
export async function runDoctor(request: DoctorRequest): Promise<Diagnosis> {
  try {
    const project = await openProject({ ...request, dryRun: true })
    const findings = await examine(project, request)
    findings.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
    const isSerious = findings.some(({ severity }) => severity === 'error')
    return { root: project.root.miniprogram, findings, exitCode: isSerious ? exitCodes.conflict : exitCodes.done }
  } catch (error) {
    if (!(error instanceof LoaderError) || error.exitCode === exitCodes.interrupted) throw error
    return refusal(error)
  }
}

/** What keeps the project from being read at all, as the only finding. */
function refusal(error: LoaderError): Diagnosis {
  const { code, exitCode } = error
  const texts = { zh: error.text('zh'), en: error.text('en'), fix: { zh: '', en: '' } }
  return { root: null, findings: [{ code, severity: 'error', ...texts }], exitCode }
}

async function examine(project: OpenProject, { offline = false, tick }: DoctorRequest): Promise<Finding[]> {
  const { root, manifest, look } = project
  const app = readApp(root)
  const findings = checkProject(app, measurePackages(root.miniprogram, app.subpackages, tick))
  const others = otherRoots(root)
  if (others.length > 0) findings.push(finding('other-roots', {}, others))
  const pages = pagesIn(project)
  const traces = [...tracePaths, ...entryFilesOf(pages)]
  if (!manifest) return [...findings, ...checkTraces(look(traces, []), manifest, pages), finding('not-installed')]
  const { entry, loginPath } = manifest.options
  const ofEntry = entry === undefined ? [] : [`${entry}.wxml`]
  const snapshot = look([...pathsOfReset(manifest), ...traces, ...ofEntry, ...twinsOf(manifest.options), loginPath], [])
  findings.push(...checkTraces(snapshot, manifest, pages))
  const settings = usableSettings(installedValues(snapshot))
  const version = packageVersion()
  const installed = manifest.version
  if (isNewer(installed, version)) findings.push(finding('newer-version', { installed, version }))
  else if (installed !== version) findings.push(finding('older-version', { installed, version }))
  const scripts = manifest.files.map(({ path }) => path).filter((path) => path.endsWith('.js'))
  findings.push(
    ...checkInstallation(snapshot, manifest),
    ...checkSettings(settings),
    ...checkPrivacy(snapshot, scripts, app.privateInfos),
  )
  const complete = completeSettings(settings)
  if (!offline && complete) findings.push(...(await checkServer(complete)))
  return findings
}

/** The pages whose files can be looked at. */
function pagesIn({ look, name }: OpenProject): string[] {
  const pages = listPages(look(['app.json'], []).entry('app.json'), name('app.json'))
  return pages.filter((page) => !isForbidden(page))
}
