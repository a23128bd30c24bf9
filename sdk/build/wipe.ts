import { rmSync } from 'node:fs'
import type { Plugin } from 'rollup'

/** Empties the output folder, so that nothing of an earlier build stays in it. */
export function wipe(folder: string): Plugin {
  return {
    name: 'wipe',
    buildStart() {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
