import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { TypeCompiler } from '@sinclair/typebox/compiler'
import { build } from 'esbuild'
import type { Plugin } from 'rollup'

/** The module that checks frames with TypeBox while testing. */
const CHECK_FRAME = /[\\/]transport[\\/]check-frame\.ts$/

/**
 * Replaces the checks of `transport/check-frame.ts` by code that TypeBox writes ahead of time: the library itself is
 * larger than the whole subpackage may be, and WeChat has no `new Function` to compile with at run time.
 */
export function compiledValidators(): Plugin {
  return {
    name: 'compiled-validators',
    async load(id) {
      if (!CHECK_FRAME.test(id)) return null
      const { CustomerServerFrame, CustomerState, Entry } = await loadProtocol(id)
      // what has an id becomes a function of its own; without one its check is written out wherever it is used
      for (const [$id, schema] of Object.entries({ Entry, CustomerState })) Object.assign(schema, { $id })
      const check = TypeCompiler.Code(CustomerServerFrame, [], { language: 'javascript' })
      return `export const isCustomerServerFrame = (() => {\n${check}\n})()\n`
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
