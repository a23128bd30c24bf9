import { posix } from 'node:path'
import type { TabBarConfig, TabConfig, WindowConfig } from '../program'
import { CompileError } from './compile-error'
import { isObject, type JsonObject, lineOf, readJson } from './read-json'

export interface AppConfig {
  pages: string[]
  entryPage: string
  window: WindowConfig
  tabBar?: TabBarConfig
  darkmode: boolean
  themes: Record<string, Record<string, string>>
  usingComponents: Record<string, string>
}

/** The entries of an object whose values are strings. */
export const strings = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(isObject(value) ? value : {}).filter((entry): entry is [string, string] => {
      return typeof entry[1] === 'string'
    }),
  )

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** The pages of app.json: those of the main package first, then those of each subpackage. */
function readPages(app: JsonObject): string[] {
  const pages = list(app.pages).filter((page): page is string => typeof page === 'string')
  for (const subpackage of [...list(app.subPackages), ...list(app.subpackages)]) {
    if (!isObject(subpackage) || typeof subpackage.root !== 'string') continue
    for (const page of list(subpackage.pages)) {
      if (typeof page === 'string') pages.push(posix.join(subpackage.root, page))
    }
  }
  return pages.map((page) => page.replace(/^\//, ''))
}

function readTabs(value: unknown): TabConfig[] {
  return list(value).flatMap((tab) => {
    const { pagePath, ...rest } = strings(tab)
    return pagePath ? [{ ...rest, pagePath: pagePath.replace(/^\//, ''), text: rest.text ?? '' }] : []
  })
}

/**
 * Reads app.json and, where it names one, theme.json.
 * @throws CompileError if it is broken or has no pages
 */
export async function readApp(root: string): Promise<AppConfig> {
  const app = (await readJson(root, 'app.json')) ?? {}
  const pages = readPages(app)
  const [first] = pages
  if (first === undefined) throw new CompileError('app.json', await lineOf(root, 'app.json', '"pages"'), 'has no pages')
  const entryPage = typeof app.entryPagePath === 'string' ? app.entryPagePath.replace(/^\//, '') : first
  const themeFile = typeof app.themeLocation === 'string' ? app.themeLocation : 'theme.json'
  const themes = Object.entries((await readJson(root, themeFile)) ?? {}).map(([name, theme]) => [name, strings(theme)])
  const tabs = isObject(app.tabBar) ? readTabs(app.tabBar.list) : []
  return {
    pages,
    entryPage,
    window: strings(app.window),
    ...(isObject(app.tabBar) && tabs.length > 0
      ? { tabBar: { ...strings(app.tabBar), custom: app.tabBar.custom === true, list: tabs } }
      : {}),
    darkmode: app.darkmode === true,
    themes: Object.fromEntries(themes),
    usingComponents: strings(app.usingComponents),
  }
}
