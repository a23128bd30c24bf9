import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { Detail } from '../errors'
import { isFile } from './safe-path'

/** A framework whose sources are compiled into a mini-program. */
export interface Framework {
  name: string
  /** The file or dependency it was recognised by. */
  evidence: string
  /** Whether its sources were seen, and not just that the project depends on it. */
  hasSources: boolean
  /** Whether the project depends on what the framework runs on alone, which native pages may use as a package, too. */
  isLibrary?: boolean
}

const LIBRARY = 'miniprogram-render'

const dependencies: readonly [name: string, packages: readonly string[]][] = [
  ['Taro', ['@tarojs/taro', '@tarojs/cli']],
  ['uni-app', ['@dcloudio/uni-app', '@dcloudio/uni-mp-weixin', '@dcloudio/vite-plugin-uni']],
  ['WePY', ['@wepy/core', 'wepy']],
  ['mpx', ['@mpxjs/core']],
  ['kbone', ['mp-webpack-plugin', LIBRARY]],
  ['mpvue', ['mpvue']],
  ['Megalo', ['@megalo/target', 'megalo']],
  ['Remax', ['remax', '@remax/cli']],
  ['Chameleon', ['chameleon-runtime']],
]

const sources: readonly [name: string, files: readonly string[]][] = [
  ['uni-app', ['manifest.json', 'pages.json']],
  ['uni-app', ['src/manifest.json', 'src/pages.json']],
  ['WePY', ['app.wpy']],
  ['WePY', ['src/app.wpy']],
  ['mpx', ['app.mpx']],
  ['mpx', ['src/app.mpx']],
  ['mpvue', ['src/App.vue', 'src/app.json']],
]

/** The framework the project in `folder` is written in, or undefined for a native one. */
export function findFramework(folder: string): Framework | undefined {
  for (const [name, files] of sources) {
    if (files.every((file) => isFile(join(folder, file)))) return { name, evidence: files.join(', '), hasSources: true }
  }
  const declared = declaredDependencies(folder)
  for (const [name, packages] of dependencies) {
    const found = packages.find((each) => declared.has(each))
    if (found !== undefined)
      return { name, evidence: `package.json: ${found}`, hasSources: false, isLibrary: found === LIBRARY }
  }
  return undefined
}

function declaredDependencies(folder: string): Set<string> {
  const names = new Set<string>()
  const manifest = readJson(join(folder, 'package.json'))
  for (const key of ['dependencies', 'devDependencies']) {
    const block: unknown = manifest?.[key]
    if (typeof block === 'object' && block !== null) for (const name of Object.keys(block)) names.add(name)
  }
  return names
}

// A missing or broken package.json says nothing about frameworks, and a mini-program does not need one.
function readJson(path: string): Record<string, unknown> | undefined {
  if (!isFile(path)) return undefined
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}

// What the compiled output of a framework has beside its app.json, with a word that is found in it.
const outputs: readonly [name: string, file: string, word: RegExp][] = [
  ['Taro', 'taro.js', /taro/i],
  ['Taro', 'app.js', /require\(["']\.\/taro/],
  ['uni-app', 'common/vendor.js', /uni-app|dcloud|createUniApp|uniPlatform/i],
  ['uni-app', 'common/runtime.js', /webpackJsonp/],
  ['mpx', 'bundle.js', /mpx/i],
  ['mpx', 'app.js', /__mpx|mpxAppsize|mpx_app/i],
  ['WePY', 'vendor.js', /wepy/i],
  ['WePY', 'npm/wepy/lib/wepy.js', /./],
  ['kbone', 'common/kbone.js', /./],
  ['kbone', 'config.js', /miniprogram-render|kbone/i],
]

/** The framework whose compiled output a mini-program is, if it is one. */
export function findBuiltOutput(miniprogram: string): Framework | undefined {
  for (const [name, file, word] of outputs) {
    const start = startOf(join(miniprogram, file))
    if (start !== undefined && word.test(start)) return { name, evidence: file, hasSources: false }
  }
  return undefined
}

const START_BYTES = 256 * 1024

function startOf(path: string): string | undefined {
  if (!isFile(path)) return undefined
  const handle = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(START_BYTES)
    return bytes.toString('utf8', 0, readSync(handle, bytes))
  } catch {
    return undefined
  } finally {
    closeSync(handle)
  }
}

// What the scripts of generated pages say of their own making.
const generated =
  /webpackJsonp|webpackChunk|__webpack_require__|miniprogram-render|\/taro["']|\/vendor(\.js)?["']|npm\/wepy/

/** Whether a script says that a framework made it. */
export function isGenerated(script: string): boolean {
  return generated.test(script)
}

const generally: Detail = {
  zh: '请先在一个空的原生小程序里运行 ccc-store install，再把生成的 ccc 分包、utils/login.js 和 ccc-config.js 按框架文档作为原生代码引入',
  en: 'Run ccc-store install in an empty native mini-program, then bring its subpackage ccc, utils/login.js and ccc-config.js in as native code, as the documentation of the framework describes',
}

const instead: Readonly<Record<string, Detail>> = {
  Taro: {
    zh: 'Taro 支持与原生代码混用：先在一个空的原生小程序里运行 ccc-store install，把生成的 ccc、utils/login.js 和 ccc-config.js 复制到 Taro 的 src，在 app.config 的 subPackages 里登记分包 ccc 的页面 pages/chat/index，并在 config 的 copy.patterns 里把 ccc 原样复制到输出目录',
    en: 'Taro can be mixed with native code: run ccc-store install in an empty native mini-program, copy its ccc, utils/login.js and ccc-config.js into src of the Taro project, list the page pages/chat/index of the subpackage ccc in subPackages of app.config, and have copy.patterns in the build configuration copy ccc to the output as it is',
  },
  'uni-app': {
    zh: 'uni-app 支持原生小程序组件：先在一个空的原生小程序里运行 ccc-store install，把生成的 ccc 复制到项目的 wxcomponents/ccc，ccc-config.js 和 utils/login.js 放到 wxcomponents，再在 pages.json 里给页面的 usingComponents 登记 "ccc-chat": "/wxcomponents/ccc/components/chat/chat"',
    en: 'uni-app can use native components: run ccc-store install in an empty native mini-program, copy its ccc to wxcomponents/ccc of the project and ccc-config.js and utils/login.js to wxcomponents, then list "ccc-chat": "/wxcomponents/ccc/components/chat/chat" under usingComponents of a page in pages.json',
  },
}

/** What to do instead of installing into the sources of a framework. */
export function insteadOf(framework: string): Detail {
  return instead[framework] ?? generally
}
