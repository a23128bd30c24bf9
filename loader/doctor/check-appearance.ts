import { getNodeValue, parseTree } from 'jsonc-parser'
import type { Manifest } from '../plan/manifest'
import { subpackagesOf } from '../plan/placement'
import type { ProjectFiles } from '../project/project-files'
import type { App } from '../project/read-app'
import { type Finding, finding } from './finding'

/**
 * Whether our pages say themselves how they are shown where app.json asks for something else of all pages: under Skyline
 * WeChat's compiler refuses a page without its own title bar (10009), and with a custom one the chat has no way back.
 */
export function checkAppearance(files: ProjectFiles, { options }: Manifest, app: App): Finding[] {
  const isSkyline = app.renderer === 'skyline'
  const needed: [key: string, value: string][] = [
    ...(isSkyline ? [['renderer', 'webview'] satisfies [string, string]] : []),
    ...(isSkyline || app.navigationStyle === 'custom'
      ? [['navigationStyle', 'default'] satisfies [string, string]]
      : []),
  ]
  if (needed.length === 0) return []
  const pages = subpackagesOf(options).flatMap(({ root, pages: inside }) =>
    inside.map((page) => `${root}/${page}.json`),
  )
  return pages.flatMap((path) => {
    const page = settingsIn(files, path)
    const lacking = needed.filter(([key, value]) => page?.[key] !== value)
    if (page === undefined || lacking.length === 0) return []
    const keys = lacking.map(([key, value]) => `"${key}": "${value}"`).join(', ')
    return [finding(isSkyline ? 'skyline-page' : 'custom-navigation-page', { file: files.name(path), keys })]
  })
}

/** What the JSON of a page says; undefined when there is none. */
function settingsIn(files: ProjectFiles, path: string): Record<string, unknown> | undefined {
  if (files.bytes(path) === undefined) return undefined
  const tree = parseTree(files.text(path).replace(/^\uFEFF/, ''), [], { allowTrailingComma: true })
  const value: unknown = tree && getNodeValue(tree)
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
