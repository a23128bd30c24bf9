import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parentPort } from 'node:worker_threads'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'
import { shrink } from './shrink'

/** A picture may differ in so many of a thousand pixels: browsers of different versions draw edges differently. */
export const TOLERATED_PER_MILLE = 8

/** A screenshot, and the file of how the same thing looked before. */
export interface Look {
  screenshot: Uint8Array
  file: string
}

interface Size {
  width: number
  height: number
}

export interface Comparison {
  now: Size
  before: Size
  /** In how many of a thousand pixels they differ; all of them when they are not of one size. */
  perMille: number
}

/** Compares a look with how it was; a first one is kept, and one that differs is written beside it. */
function compareLook({ screenshot, file }: Look): Comparison {
  const now = shrink(PNG.sync.read(Buffer.from(screenshot)))
  if (process.env.LOOKS === 'take' || !existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, PNG.sync.write(now, { colorType: 2, deflateLevel: 9 }))
  }
  const before = PNG.sync.read(readFileSync(file))
  const perMille = differing(now, before)
  if (perMille > TOLERATED_PER_MILLE) writeFileSync(file.replace(/\.png$/, '.now.png'), PNG.sync.write(now))
  return { now: sizeOf(now), before: sizeOf(before), perMille }
}

const sizeOf = ({ width, height }: PNG): Size => ({ width, height })

function differing(now: PNG, before: PNG): number {
  const { width, height } = now
  if (width !== before.width || height !== before.height) return 1_000
  return (pixelmatch(now.data, before.data, null, width, height, { threshold: 0.2 }) * 1_000) / (width * height)
}

// Runs as a worker: in the test itself, where every global is looked up at length, a picture takes ten times as long.
parentPort?.on('message', (look: Look) => parentPort?.postMessage(compareLook(look)))
