import { transform } from '@swc/core'
import type { Plugin } from 'rollup'

/**
 * Brings whole chunks down to ES2017, which every base library runs without WeChat's own conversion. Done per chunk
 * and not per module, so that a helper is written once.
 */
export function lowerSyntax(): Plugin {
  return {
    name: 'lower-syntax',
    renderChunk(code) {
      return transform(code, {
        swcrc: false,
        configFile: false,
        isModule: 'commonjs',
        jsc: { target: 'es2017', loose: true, parser: { syntax: 'ecmascript' } },
      }).then((result) => ({ code: result.code, map: null }))
    },
  }
}
