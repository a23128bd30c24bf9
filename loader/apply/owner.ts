import { readFileSync } from 'node:fs'
import { hostname, uptime } from 'node:os'
import { errorCode } from '../error-code'

/** A process, told apart from another one that gets its number later. */
export interface Owner {
  pid: number
  host: string
  /** Which start of the machine it belongs to, where the system says so. */
  boot?: string
  /** When it started, in the system's own count, where the system says so. */
  start?: string
}

/** How long an owner that cannot be verified is believed to be at work: far longer than any run writes. */
export const LEASE_MS = 10 * 60 * 1000

/** This process. */
export function thisProcess(): Owner {
  const boot = read('/proc/sys/kernel/random/boot_id')
  const start = startOf(process.pid)
  return {
    pid: process.pid,
    host: hostname(),
    ...(boot === undefined ? {} : { boot }),
    ...(start === undefined ? {} : { start }),
  }
}

/** Reads an owner from what a file says; undefined when it does not describe a process. */
export function parseOwner(value: unknown): Owner | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { pid, host, boot, start }: Record<string, unknown> = { ...value }
  const isNumber = typeof pid === 'number' && Number.isInteger(pid) && pid > 0 && pid < 2 ** 31
  if (!isNumber || typeof host !== 'string' || !isOptionalText(boot) || !isOptionalText(start)) return undefined
  return { pid, host, ...(boot === undefined ? {} : { boot }), ...(start === undefined ? {} : { start }) }
}

/**
 * Whether an owner is still running. `since` is when it last wrote, in milliseconds since 1970: what cannot be verified
 * (another machine, a system that does not say when a process started) counts as running for `LEASE_MS` from then on.
 */
export function isRunning(owner: Owner, since: number, now = Date.now()): boolean {
  const mayBe = now - since < LEASE_MS
  if (owner.host !== hostname()) return mayBe
  const boot = read('/proc/sys/kernel/random/boot_id')
  if (owner.boot !== undefined && boot !== undefined && owner.boot !== boot) return false
  if (!exists(owner.pid)) return false
  const start = startOf(owner.pid)
  if (owner.start !== undefined && start !== undefined) return owner.start === start
  return mayBe && since > now - uptime() * 1000
}

/** Whether `isRunning` says for certain what it says of a running owner, rather than for a while. */
export function isCertain({ host, pid, start }: Owner): boolean {
  return host === hostname() && start !== undefined && startOf(pid) === start
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Not allowed to signal it: then it exists.
    return errorCode(error) === 'EPERM'
  }
}

// The 22nd field, counted from behind the name, which may contain anything (proc_pid_stat(5)).
function startOf(pid: number): string | undefined {
  const stat = read(`/proc/${pid}/stat`)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return undefined
  }
}

function isOptionalText(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string'
}
