import { minify, transform } from '@swc/core'
import type { Plugin } from 'rollup'
import { shortProperties } from './short-properties.ts'

/**
 * Brings whole chunks down to ES2017, which every base library runs without WeChat's own conversion. Done per chunk
 * and not per module, so that a helper is written once. The code of a chunk stands in a block: what it names is nobody
 * else's then, so that the minifier that WeChat uploads with may shorten the names.
 * @param fold whether what is used once is put where it is used, and what is never used goes, comments too; names stay
 */
export function lowerSyntax({ fold = false } = {}): Plugin {
  return {
    name: 'lower-syntax',
    async renderChunk(code) {
      const lowered = withNativeAssign(await printed(code))
      return { code: inBlock(fold ? await printed(await folded(lowered)) : lowered), map: null }
    },
  }
}

const printed = async (code: string): Promise<string> => {
  const result = await transform(code, {
    swcrc: false,
    configFile: false,
    isModule: 'commonjs',
    jsc: { target: 'es2017', loose: true, parser: { syntax: 'ecmascript' } },
  })
  return result.code
}

const folded = async (code: string): Promise<string> => {
  const compress = { ecma: 2017, passes: 3, toplevel: true } as const
  const result = await minify(code, { compress, mangle: false, ecma: 2017, module: false })
  return shortProperties(result.code)
}

const ASSIGN = /function _extends\(\) \{[\s\S]*?\n\}\n/

/** ES2017 has `Object.assign`, so the helper for spreads that asks for it first is not needed. */
export const withNativeAssign = (code: string): string =>
  ASSIGN.test(code) ? code.replace(ASSIGN, '').replace(/\b_extends\(/g, 'Object.assign(') : code

const DIRECTIVE = /^(['"])use strict\1;?\n?/

const inBlock = (code: string): string => `'use strict';\n{\n${code.replace(DIRECTIVE, '')}\n}\n`
