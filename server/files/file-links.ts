import { createHmac, timingSafeEqual } from 'node:crypto'
import { CccError, type Entry, type FileRef } from '@ccc-store/core/protocol'

/** A link is good until the end of the next full hour, so that all who read within an hour get, and cache, the same. */
const HOUR_SECONDS = 3_600

/** Links to files that need no login: short-lived, and good for one file. */
export class FileLinks {
  constructor(private readonly secret: string) {}

  /** Path of a file on this server. @param now ms since 1970 */
  linkTo(fileId: string, now: number): string {
    const expires = (Math.floor(now / 1_000 / HOUR_SECONDS) + 2) * HOUR_SECONDS
    return `/v1/files/${fileId}?e=${expires}&s=${this.sign(fileId, expires)}`
  }

  /** @throws CccError FILE_LINK_EXPIRED */
  verify(fileId: string, link: { e: string; s: string }, now: number): void {
    const expires = Number(link.e)
    const given = Buffer.from(link.s)
    const right = Buffer.from(this.sign(fileId, expires))
    const matches = given.length === right.length && timingSafeEqual(given, right)
    if (!matches || expires * 1_000 <= now) throw new CccError('FILE_LINK_EXPIRED')
  }

  /** The same entries, their files with links. A file that is kept elsewhere has its own address, and keeps it. */
  addTo(entries: readonly Entry[], now: number): Entry[] {
    return entries.map((entry) => {
      const { body } = entry
      if (!('file' in body) || body.file.url !== undefined) return entry
      return { ...entry, body: { ...body, file: this.linked(body.file, now) } }
    })
  }

  /** The file as the log names it, with links to it and to its first frame. */
  linked(file: FileRef, now: number): FileRef {
    const poster = file.poster === undefined ? {} : { poster: this.linkTo(file.poster, now) }
    return { ...file, url: this.linkTo(file.fileId, now), ...poster }
  }

  private sign(fileId: string, expires: number): string {
    return createHmac('sha256', this.secret).update(`${fileId}\n${expires}`).digest('base64url')
  }
}
