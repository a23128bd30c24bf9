import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { temporaryFolder } from '../../test/temporary-folder'

const sdk = resolve(__dirname, '..')
const rollup = join(createRequire(__filename).resolve('rollup/package.json'), '../dist/bin/rollup')

/**
 * Builds the SDK into a folder of its own, so that tests never see an old build, and puts beside it what the loader
 * writes into a project.
 * @returns the folder, which has `utils/`, `ccc/` and `ccc-config.js` as a mini-program has
 */
export function buildSdk(): string {
  const out = temporaryFolder()
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
  return out
}
