import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder of this package, be it run from its sources or compiled in `dist/`: the one that holds the runtime. */
export function packageRoot(): string {
  let folder = __dirname
  while (!existsSync(join(folder, 'runtime', 'main.ts'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error(`The simulator's runtime is missing: no runtime/main.ts above ${__dirname}`)
    folder = parent
  }
  return folder
}
