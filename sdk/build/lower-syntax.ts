import { transform } from '@swc/core'
import type { Plugin } from 'rollup'

/**
 * Brings whole chunks down to ES2017, which every base library runs without WeChat's own conversion. Done per chunk
 * and not per module, so that a helper is written once. The code of a chunk stands in a block: what it names is nobody
 * else's then, so that the minifier that WeChat uploads with may shorten the names.
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
      }).then((result) => ({ code: inBlock(result.code), map: null }))
    },
  }
}

const DIRECTIVE = /^(['"])use strict\1;?\n/

const inBlock = (code: string): string => `'use strict';\n{\n${code.replace(DIRECTIVE, '')}}\n`
