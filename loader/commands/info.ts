import { packageVersion } from '../package-root'
import type { Placement } from '../plan/placement'
import { measurePackages, type PackageSize } from '../project/measure-packages'
import { openProject, type ProjectRequest } from './open-project'

/** What was found in a project. */
export interface Info {
  /** The folder of project.config.json, absolute. */
  project: string
  /** The folder of app.json, absolute. */
  root: string
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
}

/** Finds out about a project and writes nothing. Throws what `openProject` throws. */
export async function runInfo(request: ProjectRequest & { tick?: () => void }): Promise<Info> {
  const { root, app, manifest, files, values } = await openProject({ ...request, dryRun: true })
  const has = (path: string) => files.entry(path) !== undefined
  const textOf = (key: string) => (typeof root.config[key] === 'string' ? root.config[key] : null)
  return {
    project: root.project,
    root: root.miniprogram,
    framework: 'native',
    language: has('app.ts') ? 'ts' : 'js',
    style: has('app.less') ? 'less' : has('app.scss') ? 'scss' : 'wxss',
    componentFramework: app.componentFramework,
    renderer: app.renderer,
    lazyCodeLoading: app.isLazy,
    appid: textOf('appid'),
    libVersion: textOf('libVersion'),
    packages: measurePackages(root, app.subpackages, request.tick),
    version: packageVersion(),
    installed: manifest ? { version: manifest.version, placement: manifest.options, settings: values } : null,
  }
}
