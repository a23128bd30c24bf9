import { mkdtempSync, realpathSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'

const NEEDED_BYTES = 512 * 1024 * 1024
const MEMORY = '/dev/shm'

const folders: string[] = []

/**
 * A new folder that is gone when the tests of the file are over. Where Linux has room for it, it is in memory: thousands
 * of small files are made here, and a disk takes three times as long.
 */
export function fastFolder(): string {
  const folder = realpathSync(mkdtempSync(join(place(), 'ccc-test-')))
  folders.push(folder)
  return folder
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function place(): string {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize > NEEDED_BYTES ? MEMORY : tmpdir()
  } catch {
    return tmpdir()
  }
}
