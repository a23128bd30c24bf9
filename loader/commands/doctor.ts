import { checkAppearance } from '../doctor/check-appearance'
import { checkInstallation } from '../doctor/check-installation'
import { checkLeftOut } from '../doctor/check-left-out'
import { checkPrivacy } from '../doctor/check-privacy'
import { checkProject } from '../doctor/check-project'
import { checkServer } from '../doctor/check-server'
import { checkSettings } from '../doctor/check-settings'
import { checkTraces } from '../doctor/check-traces'
import { type Finding, finding } from '../doctor/finding'
import { type ExitCode, exitCodes, LoaderError } from '../errors'
import { packageVersion } from '../package-root'
import { leftOutOf } from '../plan/left-out'
import type { Manifest } from '../plan/manifest'
import type { ProjectState } from '../plan/project-state'
import { measurePackages } from '../project/measure-packages'
import { isForbidden } from '../project/safe-path'
import { completeSettings, usableSettings } from '../settings'
import { isNewer } from '../version'
import { openProject, type ProjectRequest } from './open-project'

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
    const state = await openProject({ ...request, dryRun: true })
    const findings = await examine(state, request)
    findings.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
    const isSerious = findings.some(({ severity }) => severity === 'error')
    return { root: state.root.miniprogram, findings, exitCode: isSerious ? exitCodes.conflict : exitCodes.done }
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

async function examine(state: ProjectState, { offline = false, tick }: DoctorRequest): Promise<Finding[]> {
  const { root, app, manifest, files } = state
  const findings = checkProject(state, await measurePackages(root, app.subpackages, tick))
  if (root.absent) findings.push(finding('root-absent', { ...root.absent, root: root.miniprogram }))
  if (root.passedOver.length > 0) findings.push(finding('other-roots', { root: root.miniprogram }, root.passedOver))
  const pages = app.pages.filter((page) => !isForbidden(page))
  findings.push(...checkTraces(files, manifest, pages))
  if (!manifest) return [...findings, finding('not-installed')]
  const settings = usableSettings(state.values)
  const scripts = manifest.files.map(({ path }) => path).filter((path) => path.endsWith('.js'))
  findings.push(
    ...checkVersion(manifest),
    ...checkInstallation(state, manifest),
    ...checkSettings(settings),
    ...checkAppearance(files, manifest, app),
    ...checkLeftOut(await leftOutOf(state)),
    ...checkPrivacy(files, scripts, app.privateInfos),
  )
  const complete = completeSettings(settings)
  if (!offline && complete) findings.push(...(await checkServer(complete)))
  return findings
}

function checkVersion({ version: installed }: Manifest): Finding[] {
  const version = packageVersion()
  if (installed === version) return []
  return [finding(isNewer(installed, version) ? 'newer-version' : 'older-version', { installed, version })]
}
