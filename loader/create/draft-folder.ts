import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { isRunning, type Owner, thisProcess } from '../apply/owner'

const PREFIX = '.ccc-store-create-'

/**
 * A new folder in `place` for what is being made; its name says whose it is. Drafts of earlier runs that were killed are
 * removed first.
 */
export function makeDraft(place: string): string {
  removeLeftDrafts(place)
  const { pid, start = '0' } = thisProcess()
  return mkdtempSync(join(place, `${PREFIX}${pid}-${start}-`))
}

/** Removes a draft and everything in it. */
export function removeDraft(draft: string): void {
  rmSync(draft, { recursive: true, force: true, maxRetries: 3 })
}

function removeLeftDrafts(place: string): void {
  for (const name of readdirSync(place)) {
    const [, pid, start] = /^\.ccc-store-create-(\d{1,10})-(\d+)-\w{6}$/.exec(name) ?? []
    if (pid === undefined || start === undefined) continue
    const path = join(place, name)
    const stat = lstatSync(path, { throwIfNoEntry: false })
    const owner: Owner = { pid: Number(pid), host: hostname(), ...(start === '0' ? {} : { start }) }
    if (stat?.isDirectory() && !isRunning(owner, stat.mtimeMs)) removeDraft(path)
  }
}
