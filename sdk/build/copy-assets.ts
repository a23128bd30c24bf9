import { readdirSync, readFileSync } from 'node:fs'
import { extname, relative, resolve } from 'node:path'
import type { Plugin } from 'rollup'
import { leanAsset } from './lean-asset.ts'
import { shortVariables } from './lean-style.ts'

const ASSETS = new Set(['.wxml', '.wxss', '.wxs', '.json'])

/** Puts templates, styles, wxs and json files, made lean, beside the built scripts, at the same paths. */
export function copyAssets(root: string, folders: readonly string[]): Plugin {
  return {
    name: 'copy-assets',
    generateBundle() {
      const variables = shortVariables(readFileSync(resolve(root, 'styles/tokens.wxss'), 'utf8'))
      for (const folder of folders) {
        for (const file of readdirSync(resolve(root, folder), { recursive: true, withFileTypes: true })) {
          if (!file.isFile() || !ASSETS.has(extname(file.name))) continue
          const path = resolve(file.parentPath, file.name)
          const fileName = relative(root, path).replaceAll('\\', '/')
          const source = leanAsset(readFileSync(path, 'utf8'), extname(file.name), variables)
          this.emitFile({ type: 'asset', fileName, source })
        }
      }
    },
  }
}
