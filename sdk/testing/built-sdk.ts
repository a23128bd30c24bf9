import { execFileSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const sdk = resolve(__dirname, '..')
const rollup = join(createRequire(__filename).resolve('rollup/package.json'), '../dist/bin/rollup')

/** Where the workers of a test run find the one build of it. */
const PLACE = 'CCC_BUILT_SDK'

/**
 * The SDK as it is built from the present sources, and beside it what the loader writes into a project. Made once for a
 * whole test run, before the first test (`share-sdk.ts`), so nobody may change it.
 * @returns the folder, which has `utils/`, `ccc/` and `ccc-config.js` as a mini-program has
 */
export function builtSdk(): string {
  const out = process.env[PLACE]
  if (!out) throw new Error('the SDK is built by the globalSetup of jest.config.js')
  return out
}

/** Builds what `builtSdk` gives; a run that was given one, as those of `npm run mutate` are, builds none. */
export function shareSdk(): void {
  if (process.env[PLACE] !== undefined) return
  const out = realpathSync(mkdtempSync(join(tmpdir(), 'ccc-sdk-')))
  process.env[PLACE] = out
  const config = ['-c', 'rollup.config.ts', '--configPlugin', '@rollup/plugin-swc', '--configOut', out]
  execFileSync(process.execPath, [rollup, ...config, '--silent', '--failAfterWarnings'], { cwd: sdk })
  writeFileSync(
    join(out, 'ccc-config.js'),
    `module.exports = {\n  sdkAppId: 1400000000,\n  ivrId: 'default-flow',\n  serverUrl: 'https://ccc.example.com',\n}\n`,
  )
  writeFileSync(
    join(out, 'ccc/host.js'),
    `module.exports = { config: require('../ccc-config.js'), login: require('../utils/login.js') }\n`,
  )
}

export function removeSharedSdk(): void {
  const out = process.env[PLACE]
  if (out) rmSync(out, { recursive: true, force: true })
  delete process.env[PLACE]
}
