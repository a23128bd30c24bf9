import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A framework whose sources are compiled into a mini-program. */
export interface Framework {
  name: string
  /** The file or dependency it was recognised by. */
  evidence: string
}

const dependencies: readonly [name: string, packages: readonly string[]][] = [
  ['Taro', ['@tarojs/taro', '@tarojs/cli']],
  ['uni-app', ['@dcloudio/uni-app', '@dcloudio/uni-mp-weixin', '@dcloudio/vite-plugin-uni']],
  ['WePY', ['@wepy/core', 'wepy']],
  ['mpx', ['@mpxjs/core']],
  ['kbone', ['miniprogram-render', 'mp-webpack-plugin']],
]

const sources: readonly [name: string, files: readonly string[]][] = [
  ['uni-app', ['manifest.json', 'pages.json']],
  ['uni-app', ['src/manifest.json', 'src/pages.json']],
  ['WePY', ['app.wpy']],
  ['WePY', ['src/app.wpy']],
  ['mpx', ['app.mpx']],
  ['mpx', ['src/app.mpx']],
]

/** The framework the project in `folder` is written in, or undefined for a native one. */
export function findFramework(folder: string): Framework | undefined {
  const declared = declaredDependencies(folder)
  for (const [name, packages] of dependencies) {
    const found = packages.find((each) => declared.has(each))
    if (found !== undefined) return { name, evidence: `package.json: ${found}` }
  }
  for (const [name, files] of sources) {
    if (files.every((file) => existsSync(join(folder, file)))) return { name, evidence: files.join(', ') }
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
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}
