import { APP_JSON_PATH, type ProjectState } from '../plan/project-state'
import type { PackageSize } from '../project/measure-packages'
import { leavesUnusedOut } from '../project/packed-files'
import { faultsOf } from '../project/read-app'
import { type Finding, finding } from './finding'

/** WeChat's limit of the main package and of every subpackage. */
export const PACKAGE_LIMIT = 2 * 1024 * 1024

/** The base library the SDK needs: `wx.getAppBaseInfo` and `<input>` of today's logins came by then. */
export const LEAST_LIBRARY = '2.20.1'

/** What the project itself says: app.json, sizes, base library, frameworks. */
export function checkProject({ app, root, files }: ProjectState, packages: readonly PackageSize[]): Finding[] {
  const { config } = root
  return [
    ...faultsOf(files.text(APP_JSON_PATH)).map((fault) => finding(`app-json-${fault}`)),
    ...packages.flatMap((size) => checkSize(size, leavesUnusedOut(config))),
    ...checkLibrary(config.libVersion),
    ...(app.renderer === 'skyline' && app.componentFramework !== 'glass-easel'
      ? [finding('skyline-without-glass-easel')]
      : []),
    ...(app.isLazy ? [] : [finding('lazy-code-loading')]),
    finding('component-framework', { framework: app.componentFramework, renderer: app.renderer }),
  ]
}

function checkSize({ root, bytes, fixedBytes }: PackageSize, isLess: boolean): Finding[] {
  if (bytes <= PACKAGE_LIMIT) return []
  const details = { package: root === '' ? '(main)' : root, size: (bytes / 1024 / 1024).toFixed(2) }
  if (fixedBytes > PACKAGE_LIMIT) return [finding('package-too-big', details)]
  return [finding(isLess ? 'package-big-unused' : 'package-big', details)]
}

// Other values, such as `latest` or `trial`, name libraries that are newer.
function checkLibrary(version: unknown): Finding[] {
  if (typeof version !== 'string' || !/^\d+(\.\d+)+$/.test(version)) return []
  const [have, need] = [version, LEAST_LIBRARY].map((text) => text.split('.').map(Number))
  const index = need?.findIndex((part, at) => (have?.[at] ?? 0) !== part) ?? -1
  const isOld = index >= 0 && (have?.[index] ?? 0) < (need?.[index] ?? 0)
  return isOld ? [finding('library-old', { version, least: LEAST_LIBRARY })] : []
}
