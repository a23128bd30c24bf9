import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { PackedLoader } from './packed-loader'

export interface Run {
  /** The exit code. */
  code: number
  out: string
  err: string
  /** How many changes to the disk were made or attempted. */
  changes: number
}

/** A process without a network that runs the packed loader's `main`, one command after another. */
export class LoaderHost {
  readonly #child: ChildProcess

  constructor({ folder }: PackedLoader) {
    this.#child = fork(join(__dirname, 'preload', 'host.js'), [folder], { execArgv: [] })
  }

  /**
   * Runs a command in a folder, without a terminal and in English. With `dieAt`, that change to the disk (from 1) and
   * all after it fail, as when the process is killed.
   */
  run(argv: readonly string[], cwd: string, dieAt?: number): Promise<Run> {
    return new Promise((resolve, reject) => {
      const died = () => reject(new Error(`the loader's process ended during ${argv.join(' ')}`))
      this.#child.once('exit', died)
      this.#child.once('message', (run: Run) => {
        this.#child.removeListener('exit', died)
        resolve(run)
      })
      this.#child.send({ argv, cwd, dieAt })
    })
  }

  stop(): void {
    this.#child.removeAllListeners()
    this.#child.kill()
  }
}
