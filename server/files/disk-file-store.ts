import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ByteRange, FileStore } from './file-store'

/** Files in a folder, spread over 256 folders by the first characters of their ids. */
export class DiskFileStore implements FileStore {
  /** @param freeBytes of the disk that the folder is on, when not the system is to be asked */
  constructor(
    private readonly folder: string,
    readonly freeBytes: () => Promise<number> = () => freeBytesOf(folder),
  ) {}

  async write(fileId: string, bytes: Readable): Promise<number> {
    const path = this.pathOf(fileId)
    const partial = `${path}.part`
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const file = createWriteStream(partial, { mode: 0o600 })
    try {
      await pipeline(bytes, file)
      await this.sync(partial)
      await rename(partial, path)
    } catch (error) {
      await rm(partial, { force: true })
      throw error
    }
    return file.bytesWritten
  }

  read(fileId: string, range?: ByteRange): Readable {
    return createReadStream(this.pathOf(fileId), range)
  }

  async tidy(): Promise<void> {
    const files = await readdir(this.folder, { recursive: true, withFileTypes: true }).catch(() => [])
    const partial = files.filter((file) => file.isFile() && file.name.endsWith('.part'))
    for (const file of partial) await rm(join(file.parentPath, file.name), { force: true })
  }

  remove(fileId: string): Promise<void> {
    return rm(this.pathOf(fileId), { force: true })
  }

  /** P1 holds for files too: what an upload was answered with is on the disk. */
  private async sync(path: string): Promise<void> {
    const handle = await open(path, 'r+')
    await handle.sync().finally(() => handle.close())
  }

  private pathOf(fileId: string): string {
    return join(this.folder, fileId.slice(0, 2), fileId)
  }
}

/** For those who are no administrator of the machine. */
async function freeBytesOf(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
