import { checkInstallation } from '../doctor/check-installation'
import { checkPrivacy } from '../doctor/check-privacy'
import { checkProject } from '../doctor/check-project'
import { checkServer } from '../doctor/check-server'
import { checkSettings } from '../doctor/check-settings'
import { type Finding, finding } from '../doctor/finding'
import { type ExitCode, exitCodes, LoaderError } from '../errors'
import { packageVersion } from '../package-root'
import { pathsOfReset } from '../plan/plan-reset'
import { installedValues } from '../plan/read-state'
import { otherRoots } from '../project/find-root'
import { measurePackages } from '../project/measure-packages'
import { readApp } from '../project/read-app'
import { completeSettings, usableSettings } from '../settings'
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
  if (!manifest) return [...findings, finding('not-installed')]
  const { entry } = manifest.options
  const paths = [...pathsOfReset(manifest), 'app.json', ...(entry === undefined ? [] : [`${entry}.wxml`])]
  const snapshot = look(paths, [])
  const settings = usableSettings(installedValues(snapshot))
  const version = packageVersion()
  if (manifest.version !== version) findings.push(finding('older-version', { installed: manifest.version, version }))
  const scripts = manifest.files.map(({ path }) => path).filter((path) => path.endsWith('.js'))
  findings.push(
    ...checkInstallation(snapshot, manifest),
    ...checkSettings(settings),
    ...checkPrivacy(snapshot, scripts),
  )
  const complete = completeSettings(settings)
  if (!offline && complete) findings.push(...(await checkServer(complete)))
  return findings
}
