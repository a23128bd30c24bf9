import { LoaderError } from '../errors'
import type { ForeignJournal } from './journal'
import { isCertain, isRunning, LEASE_MS, type Owner, thisProcess } from './owner'

/** Who holds a mini-program, and since when, in milliseconds since 1970. */
export interface Holder {
  owner: Owner
  since: number
}

/**
 * Whether the owner of a journal is at work. One's own process is only while it says so itself (`isActive`): else the
 * journal is left from a run of it that failed, or from an earlier process with the same number.
 */
export function isAtWork(owner: Owner, since: number, isActive: boolean): boolean {
  const { pid, host } = thisProcess()
  return owner.pid === pid && owner.host === host ? isActive : isRunning(owner, since)
}

/** The error that another run is at work; it names the way out, should that not be so. */
export function busy(holder: Holder | undefined): LoaderError {
  if (holder === undefined) return new LoaderError('busy', { who: '', wayOut: '' })
  const { owner, since } = holder
  const who = { zh: `（进程 ${owner.pid}，${owner.host}）`, en: ` (process ${owner.pid} on ${owner.host})` }
  const end = new Date(since + LEASE_MS).toISOString()
  const wayOut = isCertain(owner)
    ? {
        zh: `如果它已经停住，请结束进程 ${owner.pid}；下一次运行会先收尾。`,
        en: ` If it hangs, end process ${owner.pid}: the next run first brings the project to a whole state.`,
      }
    : {
        zh: `如果那里没有 ccc-store 在运行，${end} 之后的下一次运行会先收尾。`,
        en: ` If no ccc-store runs there, the first run after ${end} brings the project to a whole state.`,
      }
  return new LoaderError('busy', { who, wayOut })
}

/** The error that a journal is none of a run here. */
export function foreignJournal(path: string, { foreign }: ForeignJournal): LoaderError {
  return new LoaderError('journal-foreign', { journal: path, reason: foreign })
}
