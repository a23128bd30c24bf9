import { readdirSync, readFileSync } from 'node:fs'
import { extname, relative, resolve } from 'node:path'
import type { Plugin } from 'rollup'
import { leanStyle } from './lean-style.ts'
import { leanWxs } from './lean-wxs.ts'

const asItIs = (text: string): string => text

/** What becomes of a file, by its extension. WeChat minifies scripts when it uploads, and nothing else. */
const ASSETS: Record<string, (text: string) => string> = {
  '.wxml': asItIs,
  '.json': asItIs,
  '.wxss': leanStyle,
  '.wxs': leanWxs,
}

/** Puts templates, styles, wxs and json files beside the built scripts, at the same paths. */
export function copyAssets(root: string, folders: readonly string[]): Plugin {
  return {
    name: 'copy-assets',
    generateBundle() {
      for (const folder of folders) {
        for (const file of readdirSync(resolve(root, folder), { recursive: true, withFileTypes: true })) {
          const become = ASSETS[extname(file.name)]
          if (!file.isFile() || !become) continue
          const path = resolve(file.parentPath, file.name)
          const fileName = relative(root, path).replaceAll('\\', '/')
          this.emitFile({ type: 'asset', fileName, source: become(readFileSync(path, 'utf8')) })
        }
      }
    },
  }
}
