import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildMiniProgram } from '@ccc-store/simulator'

/**
 * Puts the built SDK into the gallery mini-program and builds that for a browser.
 * @param sdk folder of the built SDK, which is only read
 * @param work an empty folder, which the caller takes away
 * @returns the folder of the static site, inside `work`
 * @throws CompileError for a fault in a template or a style
 */
export async function buildGallery(sdk: string, work: string): Promise<string> {
  const projectDir = join(work, 'gallery')
  const outDir = join(work, 'site')
  for (const folder of [projectDir, outDir]) mkdirSync(folder)
  cpSync(join(__dirname, 'miniprogram'), projectDir, { recursive: true })
  for (const part of ['ccc', 'ccc-entry']) cpSync(join(sdk, part), join(projectDir, part), { recursive: true })
  writeFileSync(join(projectDir, 'ccc/host.js'), `module.exports = require('../fake-host.js')\n`)
  await buildMiniProgram({ projectDir, outDir })
  return outDir
}
