import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fetchedPackages } from '../../npm/fetched-packages'

const VERSION = '2.1.42'

/** What the compiler made of a project: the compiled files, or why there are none. */
export type Compiled = { project: string; files: string[] } | { project: string; error: string }

/** The folder of miniprogram-ci, WeChat's own compiler. It has 276 MB. `say` is told when fetching it takes a while. */
export const officialCompiler = (say: (text: string) => void): string =>
  join(fetchedPackages([`miniprogram-ci@${VERSION}`], say), 'miniprogram-ci')

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
    // the compiler leaves empty folders wherever it is run
    const cwd = dirname(projects[0] ?? __dirname)
    const child = fork(program, [compiler, ...projects], {
      cwd,
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
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
