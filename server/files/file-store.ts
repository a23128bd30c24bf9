import type { Readable } from 'node:stream'

/** Bytes `start` to `end`, both included. */
export interface ByteRange {
  start: number
  end: number
}

/** Keeps the bytes of uploaded files by id; what they are is in the database. */
export interface FileStore {
  /** Takes all that comes, or nothing: a stream that breaks off leaves no file. @returns how many bytes it was */
  write(fileId: string, bytes: Readable): Promise<number>
  read(fileId: string, range?: ByteRange): Readable
  /** Removes what writes left that were cut off with the process; to be called before any other. */
  tidy(): Promise<void>
  /** Bytes that can still be written. */
  freeBytes(): Promise<number>
  /** One that is not there is as good as removed. */
  remove(fileId: string): Promise<void>
}
