import { transform } from '@swc/core'
import type { Plugin } from 'rollup'
import ts from 'typescript'

/**
 * Brings whole chunks down to ES2017, which every base library runs without WeChat's own conversion. Done per chunk
 * and not per module, so that a helper is written once. The code of a chunk stands in a block: what it names is nobody
 * else's then, and the minifier that WeChat uploads with may shorten the names.
 * @param fold whether what is used once is put where it is used, and what is never used goes, comments too; names stay
 */
export function lowerSyntax({ fold = false } = {}): Plugin {
  return {
    name: 'lower-syntax',
    async renderChunk(code) {
      const lowered = lower(code)
      return { code: inBlock(fold ? await folded(lowered) : lowered), map: null }
    },
  }
}

const compilerOptions = { target: ts.ScriptTarget.ES2017, module: ts.ModuleKind.ESNext }

const lower = (code: string): string => ts.transpileModule(code, { compilerOptions }).outputText

/** A function may come out as an arrow or a method: nobody calls ours with `new`, or counts their parameters. */
const compress = {
  ecma: 2017,
  passes: 3,
  toplevel: true,
  keep_fargs: false,
  unsafe_arrows: true,
  unsafe_methods: true,
} as const

const folded = async (code: string): Promise<string> => {
  const result = await transform(code, {
    swcrc: false,
    configFile: false,
    isModule: 'commonjs',
    jsc: { target: 'es2017', minify: { compress, mangle: false, format: { comments: false } } },
  })
  return result.code
}

const DIRECTIVE = /^(['"])use strict\1;?\n?/

const inBlock = (code: string): string => `'use strict';\n{\n${code.replace(DIRECTIVE, '')}\n}\n`
