import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { access, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

export interface Chromium {
  /** the program to start */
  path: string
  /** folder of shared libraries it needs beyond the system's own, if any */
  libraryPath?: string
}

/**
 * Finds a Chromium to test with: `CHROMIUM_PATH`, one that the system has, or the one that `npm install` brought
 * (`@sparticuz/chromium`, Linux x64 only; unpacked once into the temporary directory).
 * @throws Error if `CHROMIUM_PATH` names no file, or if the packed browser cannot be unpacked
 */
export async function findChromium(): Promise<Chromium> {
  const configured = process.env.CHROMIUM_PATH
  if (configured) {
    await access(configured).catch(() => {
      throw new Error(`CHROMIUM_PATH names no file: ${configured}`)
    })
    return { path: configured }
  }
  const system = SYSTEM_BROWSERS.find((path) => existsSync(path))
  return system ? { path: system } : unpackChromium()
}

async function unpackChromium(): Promise<Chromium> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chromium found: install Chromium or Chrome, or set CHROMIUM_PATH to its program file')
  }
  // its entry is build/cjs/index.cjs, and it does not export its package.json
  const manifest = join(require.resolve('@sparticuz/chromium'), '../../../package.json')
  const { version }: { version: string } = JSON.parse(await readFile(manifest, 'utf8'))
  const home = join(tmpdir(), `ccc-store-chromium-${version}-${process.getuid?.() ?? 0}`)
  const path = join(home, 'chromium')
  if (!existsSync(path)) await unpackInto(home)
  const { stdout } = await run('ldd', [path]).catch(() => ({ stdout: '' }))
  return stdout.includes('not found') ? { path, libraryPath: join(home, 'al2023', 'lib') } : { path }
}

/**
 * The package only speaks ESM and always unpacks into TMPDIR, so it runs in a process of its own, and its result moves
 * into place in one step: test files that start at the same time never see half a browser.
 */
async function unpackInto(home: string): Promise<void> {
  const staging = await mkdtemp(join(tmpdir(), 'ccc-store-chromium-'))
  const script = "import chromium from '@sparticuz/chromium'; await chromium.executablePath()"
  await run(process.execPath, ['--input-type=module', '-e', script], {
    cwd: __dirname,
    // the package unpacks its shared libraries only where it believes to be on that system
    env: { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
  })
  await rename(staging, home).catch(async (error: unknown) => {
    await rm(staging, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  })
}
