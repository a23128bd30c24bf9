import { readdirSync, readFileSync } from 'node:fs'
import { extname, relative, resolve } from 'node:path'
import type { Plugin } from 'rollup'
import { leanAsset } from './lean-asset.ts'

const ASSETS = new Set(['.wxml', '.wxss', '.wxs', '.json'])

/** Puts templates, styles, wxs and json files, made lean, beside the built scripts, at the same paths. */
export function copyAssets(root: string, folders: readonly string[]): Plugin {
  return {
    name: 'copy-assets',
    generateBundle() {
      for (const folder of folders) {
        for (const file of readdirSync(resolve(root, folder), { recursive: true, withFileTypes: true })) {
          if (!file.isFile() || !ASSETS.has(extname(file.name))) continue
          const path = resolve(file.parentPath, file.name)
          const fileName = relative(root, path).replaceAll('\\', '/')
          this.emitFile({ type: 'asset', fileName, source: leanAsset(readFileSync(path, 'utf8'), extname(file.name)) })
        }
      }
    },
  }
}
