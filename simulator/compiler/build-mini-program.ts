import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Program } from '../program'
import { bundleScripts } from './bundle-scripts'
import { type Component, collectComponents } from './collect-components'
import { CompileError } from './compile-error'
import { compileTemplates } from './compile-templates'
import { copyAssets } from './copy-assets'
import { locateProject } from './locate-project'
import { packageRoot } from './package-root'
import { type AppConfig, readApp } from './read-app'
import { translateWxss } from './translate-wxss'

export interface BuildOptions {
  /** folder holding project.config.json or app.json; `miniprogramRoot` of project.config.json is honoured */
  projectDir: string
  /** folder to write index.html, app.js, app.css, builtins.css and the images into; it is made if missing */
  outDir: string
  /**
   * where the stand-in for WeChat's own servers answers; wx.login and wx.getUserProfile post to it,
   * e.g. 'http://127.0.0.1:7788/fake-wechat' or '/fake-wechat' (same origin). Without it both fail.
   */
  wechatUrl?: string
  /** app id that wx.getAccountInfoSync reports and wechatUrl receives; default: `appid` of project.config.json */
  appId?: string
  /** default: `entryPagePath` of app.json or its first page; may carry a query */
  initialPage?: string
}

export interface BuildResult {
  /** all pages, those of subpackages too, by path */
  pages: string[]
  /** what is doubtful but compiles, with file and line */
  warnings: string[]
}

const HTML = `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<title></title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="builtins.css">
<link rel="stylesheet" href="app.css">
</head>
<body><script src="app.js"></script></body>
</html>
`

/**
 * Compiles a mini-program folder into static files that run in a browser, under any path.
 * @throws CompileError (`file:line reason`) for a fault in the mini-program's source
 */
export async function buildMiniProgram(options: BuildOptions): Promise<BuildResult> {
  const { root, appId } = await locateProject(options.projectDir)
  const outDir = resolve(options.outDir)
  const warnings: string[] = []
  const app = await readApp(root)
  const initialPage = (options.initialPage ?? app.entryPage).replace(/^\//, '')
  if (!app.pages.includes(initialPage.replace(/\?.*$/, ''))) {
    throw new CompileError('app.json', 0, `has no page "${initialPage}" to start with`)
  }
  const components = await collectComponents(root, app, warnings)
  const templates = await compileTemplates(root, [...components.keys()], warnings)
  const scopes = assignScopes(app, [...components.values()])
  const program: Program = {
    appId: options.appId ?? appId,
    wechatUrl: options.wechatUrl ?? '',
    initialPage,
    pages: app.pages,
    window: app.window,
    themes: app.themes,
    darkmode: app.darkmode,
    ...(app.tabBar ? { tabBar: app.tabBar } : {}),
    components: Object.fromEntries(
      [...components.values()].map(({ path, json, uses }) => {
        const scope = scopes.get(path)
        const styleIsolation = isolationOf(app, path, json)
        return [path, { json: { ...json, styleIsolation }, uses, ...(scope ? { scope } : {}) }]
      }),
    ),
  }
  await mkdir(outDir, { recursive: true })
  await bundleScripts({ root, outDir, program, templates, components })
  await writeFile(join(outDir, 'app.css'), await compileStyles(root, app, components, scopes))
  await writeFile(join(outDir, 'index.html'), HTML)
  await copyFile(join(packageRoot(), 'runtime', 'builtins.css'), join(outDir, 'builtins.css'))
  await copyAssets(root, outDir)
  return { pages: app.pages, warnings }
}

/** A component's classes are its own unless its JSON shares them; a page's are shared unless its JSON isolates them. */
function isolationOf(app: AppConfig, path: string, json: Component['json']): unknown {
  if (json.styleIsolation !== undefined) return json.styleIsolation
  if (app.pages.includes(path) || !json.component) return 'shared'
  return json.addGlobalClass === true ? 'apply-shared' : 'isolated'
}

function assignScopes(app: AppConfig, components: Component[]): Map<string, string> {
  const scopes = new Map<string, string>()
  const taken = new Set<string>()
  for (const { path, json } of components) {
    const isolation = isolationOf(app, path, json)
    if (isolation === 'shared' || isolation === 'page-shared') continue
    const scope = scopeName(path, taken)
    taken.add(scope)
    scopes.set(path, scope)
  }
  return scopes
}

/** The component's own name, so that its classes are known in the browser's inspector: `goods-card--title`. */
function scopeName(path: string, taken: Set<string>): string {
  const [last = '', folder = ''] = path.split('/').reverse()
  const name = (last === 'index' ? folder : last).replace(/[^\w-]/g, '-')
  if (!taken.has(name)) return name
  for (let number = 2; ; number += 1) if (!taken.has(`${name}-${number}`)) return `${name}-${number}`
}

/** The app's styles come first, then those of components, then those of pages, which may override them. */
async function compileStyles(
  root: string,
  app: AppConfig,
  components: Map<string, Component>,
  scopes: Map<string, string>,
): Promise<string> {
  const { darkmode } = app
  const parts = [await translateWxss('app.wxss', { root, darkmode })]
  const paths = [...components.keys()]
  for (const path of paths.filter((path) => !app.pages.includes(path))) {
    parts.push(await translateWxss(`${path}.wxss`, { root, darkmode, scope: scopes.get(path) }))
  }
  for (const page of app.pages) {
    parts.push(await translateWxss(`${page}.wxss`, { root, darkmode, scope: scopes.get(page), page }))
  }
  return parts.filter(Boolean).join('\n')
}
