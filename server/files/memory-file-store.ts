import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { ByteRange, FileStore } from './file-store'

/** Files that are gone with the process, for a call centre whose database is too. */
export class MemoryFileStore implements FileStore {
  private readonly files = new Map<string, Buffer>()

  async write(fileId: string, bytes: Readable): Promise<number> {
    const whole = await buffer(bytes)
    this.files.set(fileId, whole)
    return whole.length
  }

  read(fileId: string, range?: ByteRange): Readable {
    const whole = this.files.get(fileId)
    if (!whole) throw new Error(`no file ${fileId}`)
    return Readable.from([range ? whole.subarray(range.start, range.end + 1) : whole])
  }

  async freeBytes(): Promise<number> {
    return Number.POSITIVE_INFINITY
  }

  async tidy(): Promise<void> {}

  async remove(fileId: string): Promise<void> {
    this.files.delete(fileId)
  }
}
