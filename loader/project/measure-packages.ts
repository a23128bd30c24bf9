import { type Dirent, readdirSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'

/** A package of a mini-program and what it weighs before WeChat compresses it. */
export interface PackageSize {
  /** The root of the subpackage; empty for the main package. */
  root: string
  /** Bytes of all files that WeChat uploads, scripts not yet minified. */
  bytes: number
  /** Bytes of those that no minifier makes smaller: pictures, fonts and the like. */
  fixedBytes: number
}

// What WeChat does not upload, or what is compiled into something else.
const ignored = new Set([
  '.ts',
  '.less',
  '.scss',
  '.sass',
  '.styl',
  '.md',
  '.map',
  '.log',
  '.archive',
  '.new',
  '.original',
])
const ignoredFolders = new Set(['node_modules', 'cloudfunctions'])
const compressible = new Set(['.js', '.json', '.wxml', '.wxss', '.wxs'])

/**
 * Measures the main package and every subpackage of the mini-program at an absolute path. Links are not followed.
 * `tick` is called for every folder, for a sign of life.
 */
export function measurePackages(miniprogram: string, roots: readonly string[], tick = () => {}): PackageSize[] {
  const sizes = ['', ...new Set(roots)].map((root): PackageSize => ({ root, bytes: 0, fixedBytes: 0 }))
  const byRoot = new Map(sizes.map((size) => [size.root, size]))
  const walk = (folder: string, size: PackageSize | undefined): void => {
    tick()
    for (const entry of entriesIn(join(miniprogram, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.name.startsWith('.') || /^project\.(private\.)?config\.json$/.test(path)) continue
      if (entry.isDirectory() && !ignoredFolders.has(entry.name)) walk(path, byRoot.get(path) ?? size)
      else if (entry.isFile() && size && !ignored.has(extname(entry.name))) {
        const { size: bytes } = statSync(join(miniprogram, path))
        size.bytes += bytes
        if (!compressible.has(extname(entry.name))) size.fixedBytes += bytes
      }
    }
  }
  walk('', byRoot.get(''))
  return sizes
}

function entriesIn(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch {
    return []
  }
}
