import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import type { Plugin } from 'esbuild'

/** A subpackage's module comes as a promise; here everything is at hand, but still evaluated at first need only. */
const requireAsync = (code: string) =>
  code.replace(/\brequire\.async\(\s*(['"][^'"]+['"])\s*\)/g, 'Promise.resolve().then(() => require($1))')

const SUFFIXES = ['', '.ts', '.js', '.json', '/index.ts', '/index.js']
const withSuffix = (path: string) =>
  SUFFIXES.map((suffix) => path + suffix).find((file) => /\.\w+$/.test(file) && existsSync(file))

/** Teaches esbuild how WeChat finds modules: `/x` from the root, bare names in `miniprogram_npm`, and `require.async`. */
export const miniProgramPlugin = (root: string): Plugin => ({
  name: 'mini-program',
  setup(build) {
    build.onResolve({ filter: /^\// }, ({ path, kind }) => {
      if (kind === 'entry-point' || path.startsWith(root + sep)) return undefined
      const found = withSuffix(join(root, path))
      return found ? { path: found } : undefined
    })
    build.onResolve({ filter: /^[^./]/ }, ({ path, importer }) => {
      if (!importer.startsWith(root + sep)) return undefined
      for (let folder = dirname(importer); folder.startsWith(root); folder = dirname(folder)) {
        const found = withSuffix(join(folder, 'miniprogram_npm', path))
        if (found) return { path: found }
      }
      return undefined
    })
    build.onLoad({ filter: /\.[jt]s$/ }, async ({ path }) => {
      if (!path.startsWith(root + sep)) return undefined
      return { contents: requireAsync(await readFile(path, 'utf8')), loader: path.endsWith('.ts') ? 'ts' : 'js' }
    })
  },
})
