import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { build } from 'esbuild'
import type { Plugin } from 'rollup'
import { compactCheck } from './compact-check.ts'

/** The module that checks frames with TypeBox while testing. */
const CHECK_FRAME = /[\\/]transport[\\/]check-frame\.ts$/

/**
 * Replaces the checks of `transport/check-frame.ts` by code that is written ahead of time: TypeBox itself is larger than
 * the whole subpackage may be, its compiled checks write out every schema wherever it is used, and WeChat has no
 * `new Function` to compile with at run time.
 */
export function compiledValidators(): Plugin {
  return {
    name: 'compiled-validators',
    async load(id) {
      if (!CHECK_FRAME.test(id)) return null
      const { CustomerServerFrame } = await loadProtocol(id)
      return `export const isCustomerServerFrame = ${compactCheck(CustomerServerFrame)}\n`
    },
  }
}

/** Reads core's schemas from their sources, so that this build needs no other to have run before. */
async function loadProtocol(importer: string): Promise<typeof import('@ccc-store/core/protocol')> {
  const bundle = await build({
    stdin: { contents: `export * from '@ccc-store/core/protocol'`, resolveDir: resolve(importer, '..') },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    conditions: ['source'],
    external: ['@sinclair/typebox', '@sinclair/typebox/*'],
  })
  const module = { exports: {} as typeof import('@ccc-store/core/protocol') }
  const run = new Function('module', 'require', bundle.outputFiles[0]?.text ?? '')
  run(module, createRequire(importer))
  return module.exports
}
