import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { buildMiniProgram } from '@ccc-store/simulator'

const rollup = join(createRequire(__filename).resolve('rollup/package.json'), '../dist/bin/rollup')

/**
 * Builds the SDK, puts it into the gallery mini-program and builds that for a browser.
 * @param work an empty folder, which the caller takes away
 * @returns the folder of the static site, inside `work`
 * @throws CompileError for a fault in a template or a style
 */
export async function buildGallery(work: string): Promise<string> {
  const sdk = join(work, 'sdk')
  const projectDir = join(work, 'gallery')
  const outDir = join(work, 'site')
  for (const folder of [projectDir, outDir]) mkdirSync(folder)
  const config = ['-c', 'rollup.config.ts', '--configPlugin', '@rollup/plugin-swc', '--configOut', sdk]
  execFileSync(process.execPath, [rollup, ...config, '--silent'], { cwd: resolve(__dirname, '../sdk') })
  cpSync(join(__dirname, 'miniprogram'), projectDir, { recursive: true })
  for (const part of ['ccc', 'ccc-entry']) cpSync(join(sdk, part), join(projectDir, part), { recursive: true })
  writeFileSync(join(projectDir, 'ccc/host.js'), `module.exports = require('../fake-host.js')\n`)
  await buildMiniProgram({ projectDir, outDir })
  return outDir
}
