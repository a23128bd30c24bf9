import { minify } from '@swc/core'
import type { Plugin } from 'rollup'

/** Takes the white space out of chunks again that came without any: the printing before brought it in. */
export function compact(names: readonly string[]): Plugin {
  return {
    name: 'compact',
    async renderChunk(code, { name }) {
      if (!names.includes(name)) return null
      const { code: text } = await minify(code, { compress: false, mangle: false, ecma: 2017 })
      return { code: text, map: null }
    },
  }
}
