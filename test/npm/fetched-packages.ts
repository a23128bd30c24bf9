import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { npmCli } from '../loader/packed-loader'

/**
 * Packages that are too large, or too odd, to be dependencies of the project. They are installed once into the temporary
 * folder, whole or not at all, without running their scripts.
 * @param packages names with exact versions
 * @param say is told when that takes a while
 * @returns the folder `node_modules` that has them
 */
export function fetchedPackages(packages: readonly string[], say: (text: string) => void): string {
  const place = join(tmpdir(), `ccc-store-${packages.join('-').replace(/[^\w.-]/g, '-')}`)
  const modules = join(place, 'node_modules')
  if (existsSync(modules)) return modules
  say(`installing ${packages.join(' and ')} into ${place}`)
  const draft = mkdtempSync(`${place}-`)
  try {
    writeFileSync(join(draft, 'package.json'), '{ "private": true }\n')
    const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error']
    execFileSync(process.execPath, [npmCli(), ...install, ...packages], { cwd: draft, stdio: 'inherit' })
    renameSync(draft, place)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  return modules
}
