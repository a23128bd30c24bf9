import { execFileSync, fork } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { npmCli } from '../packed-loader'

const VERSION = '2.1.42'

/** What the compiler made of a project: the compiled files, or why there are none. */
export type Compiled = { project: string; files: string[] } | { project: string; error: string }

/**
 * The folder of miniprogram-ci, WeChat's own compiler. It has 276 MB, so it is no dependency of the project: it is
 * installed once into the temporary folder, from the package registry. `say` is told when that takes a while.
 */
export function officialCompiler(say: (text: string) => void): string {
  const place = join(tmpdir(), `ccc-store-miniprogram-ci-${VERSION}`)
  const folder = join(place, 'node_modules', 'miniprogram-ci')
  if (existsSync(folder)) return folder
  say(`installing miniprogram-ci ${VERSION} into ${place}`)
  mkdirSync(dirname(place), { recursive: true })
  const draft = mkdtempSync(`${place}-`)
  try {
    writeFileSync(join(draft, 'package.json'), '{ "private": true }\n')
    const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock']
    execFileSync(process.execPath, [npmCli(), ...install, `miniprogram-ci@${VERSION}`], {
      cwd: draft,
      stdio: 'inherit',
    })
    renameSync(draft, place)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  return folder
}

/** Compiles projects, several at a time; `onCompiled` is called as each is done. */
export async function compileAll(
  compiler: string,
  projects: readonly string[],
  onCompiled: (result: Compiled) => void,
): Promise<void> {
  const lanes = Math.min(4, availableParallelism())
  const shares = Array.from({ length: lanes }, (_, lane) => projects.filter((_, index) => index % lanes === lane))
  await Promise.all(shares.map((share) => compileShare(compiler, share, onCompiled)))
}

function compileShare(
  compiler: string,
  projects: readonly string[],
  onCompiled: (result: Compiled) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const program = join(__dirname, 'compile.js')
    const child = fork(program, [compiler, ...projects], { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    let done = 0
    child.on('message', (result: Compiled) => {
      done += 1
      onCompiled(result)
    })
    child.on('close', () => {
      if (done === projects.length) resolve()
      else reject(new Error(`the compiler ended at ${projects[done]}`))
    })
  })
}
