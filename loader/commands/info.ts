import { packageVersion } from '../package-root'
import { CONFIG_PATH, type Placement } from '../plan/placement'
import { installedValues } from '../plan/read-state'
import { measurePackages, type PackageSize } from '../project/measure-packages'
import { readApp } from '../project/read-app'
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
  const { root, manifest, look } = await openProject({ ...request, dryRun: true })
  const app = readApp(root)
  return {
    project: root.project,
    root: root.miniprogram,
    framework: 'native',
    language: app.language,
    style: app.style,
    componentFramework: app.componentFramework,
    renderer: app.renderer,
    lazyCodeLoading: app.isLazy,
    appid: app.appid ?? null,
    libVersion: app.libVersion ?? null,
    packages: measurePackages(root.miniprogram, app.subpackages, request.tick),
    version: packageVersion(),
    installed: manifest
      ? { version: manifest.version, placement: manifest.options, settings: installedValues(look([CONFIG_PATH], [])) }
      : null,
  }
}
