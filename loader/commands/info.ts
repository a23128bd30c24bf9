import { packageVersion } from '../package-root'
import { type LeftOut, leftOutOf } from '../plan/left-out'
import type { Placement } from '../plan/placement'
import type { Named } from '../project/find-root'
import { measurePackages, type PackageSize } from '../project/measure-packages'
import { openProject, type ProjectRequest } from './open-project'

/** What was found in a project. */
export interface Info {
  /** The folder of project.config.json, absolute. */
  project: string
  /** The folder of app.json, absolute. */
  root: string
  /** A folder that the configuration names as the mini-program, though it has no app.json, or null. */
  absent: Named | null
  /** Other mini-programs that were found, and passed over. */
  passedOver: readonly string[]
  framework: 'native'
  language: 'js' | 'ts'
  style: 'wxss' | 'less' | 'scss'
  componentFramework: 'exparser' | 'glass-easel'
  renderer: 'webview' | 'skyline'
  lazyCodeLoading: boolean
  appid: string | null
  /** The base library the project is set to. */
  libVersion: string | null
  /** The main package, with an empty root, and the subpackages. */
  packages: readonly PackageSize[]
  /** The version of this command. */
  version: string
  /** What is installed, or null. */
  installed: { version: string; placement: Placement; settings: Readonly<Record<string, string>> } | null
  /** What git leaves out of a clone, or null. */
  hidden: LeftOut | null
  /** What `packOptions` leave out of the upload, or null. */
  notUploaded: LeftOut | null
}

/** Finds out about a project and writes nothing. Throws what `openProject` throws. */
export async function runInfo(request: ProjectRequest & { tick?: () => void }): Promise<Info> {
  const state = await openProject({ ...request, dryRun: true })
  const { root, app, manifest, files, values } = state
  const { hidden = null, notUploaded = null } = await leftOutOf(state)
  const has = (path: string) => files.entry(path) !== undefined
  const textOf = (key: string) => (typeof root.config[key] === 'string' ? root.config[key] : null)
  return {
    project: root.project,
    root: root.miniprogram,
    absent: root.absent ?? null,
    passedOver: root.passedOver,
    framework: 'native',
    language: has('app.ts') ? 'ts' : 'js',
    style: has('app.less') ? 'less' : has('app.scss') ? 'scss' : 'wxss',
    componentFramework: app.componentFramework,
    renderer: app.renderer,
    lazyCodeLoading: app.isLazy,
    appid: textOf('appid'),
    libVersion: textOf('libVersion'),
    packages: await measurePackages(root, app.subpackages, request.tick),
    version: packageVersion(),
    installed: manifest ? { version: manifest.version, placement: manifest.options, settings: values } : null,
    hidden,
    notUploaded,
  }
}
