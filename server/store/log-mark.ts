import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** In the data folder, beside the database. */
const MARK_FILE = 'log-length'

/** Digits of the number, so that a shorter one leaves nothing of a longer one. */
const DIGITS = 16

/**
 * How long the log was, kept outside of the database: a database that has fewer entries is an older copy, or was damaged,
 * and clients may hold entries that it does not. It is written after each commit and not waited for: what the system lost
 * of it makes the mark too low, which says nothing untrue.
 */
export class LogMark {
  private readonly file: number
  private position: number

  constructor(dataDir: string) {
    const path = join(dataDir, MARK_FILE)
    const found = existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0
    this.position = Number.isSafeInteger(found) ? found : 0
    this.file = openSync(path, existsSync(path) ? 'r+' : 'w', 0o600)
  }

  /** Whether the log was longer than this once. */
  isBeyond(position: number): boolean {
    return this.position > position
  }

  set(position: number): void {
    if (position === this.position) return
    try {
      writeSync(this.file, String(position).padStart(DIGITS, '0'), 0)
      this.position = position
    } catch {
      // a full disk: the commit stands all the same, and the next one tries again
    }
  }

  close(): void {
    closeSync(this.file)
  }
}
