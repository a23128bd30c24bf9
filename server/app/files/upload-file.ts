import { randomBytes } from 'node:crypto'
import { Readable, Transform } from 'node:stream'
import { CccError, type FileKind, type FileRef, MAX_FILE_BYTES } from '@ccc-store/core/protocol'
import { MAX_IMAGE_PIXELS, UPLOAD_FLOOR_BYTES, type UploadQuotas } from '../../config/policy'
import { cleanName } from '../../files/file-name'
import { ALLOWED, fileTypeOf, HEAD_BYTES, withEnding } from '../../files/file-type'
import { pixelsOf } from '../../files/image-pixels'
import { posterOf } from '../../files/poster'
import type { NewFile } from '../../store/ports/files'
import { scopes, type Tx } from '../../store/store'
import type { AppContext } from '../context'

const DAY_MS = 24 * 3_600_000

/** A file on its way in. */
export interface Upload {
  kind: FileKind
  /** as its sender calls it */
  name: string
  bytes: Readable
  /** Asked of a film that is there: its first frame, as it came. */
  poster?: () => Promise<unknown>
}

/** Who uploads. */
export interface Uploader {
  sdkAppId: number
  /** `customer:<id>` or `agent:<id>` */
  owner: string
}

/** To be called before an upload is read. @throws CccError DISK_FULL */
export async function refuseWhenFull({ files }: AppContext): Promise<void> {
  if ((await files.freeBytes()) < UPLOAD_FLOOR_BYTES) throw new CccError('DISK_FULL')
}

/**
 * Takes a file in, to be sent in a message later. Its bytes are kept under a random id; nothing of the sender's name
 * reaches the file system.
 * @throws CccError FILE_TOO_LARGE, FILE_KIND, FILE_MISSING, IMAGE_TOO_LARGE, UPLOAD_QUOTA
 */
export async function uploadFile(
  context: AppContext,
  owner: Uploader,
  { kind, name, bytes, poster }: Upload,
): Promise<FileRef> {
  const fileId = randomBytes(18).toString('base64url')
  const gauge = new Gauge(MAX_FILE_BYTES[kind])
  try {
    await write(context, fileId, bytes, gauge)
    if (gauge.size === 0) throw new CccError('FILE_MISSING')
    const mime = fileTypeOf(kind, name, gauge.head)
    if (mime.startsWith('image/')) await refuseHugeImage(context, fileId, kind)
    const file = { fileId, name: withEnding(cleanName(name), mime), size: gauge.size, mime }
    await context.store.write(scopes.server, (tx) => addFile(tx, context.uploads, { ...file, ...owner, kind }))
    const posterId = poster && (await keepPoster(context, owner, fileId, poster))
    return context.links.linked({ ...file, ...(posterId && { poster: posterId }) }, context.clock.now())
  } catch (error) {
    await context.files.remove(fileId)
    throw error
  }
}

/** @throws CccError UPLOAD_QUOTA when the owner has uploaded too many bytes within a day, this file included */
async function addFile(tx: Tx, uploads: UploadQuotas, file: NewFile): Promise<void> {
  await tx.files.add(file)
  const quota = quotaOf(uploads, file.owner)
  if ((await tx.files.bytesSince(file.owner, tx.now - DAY_MS)) <= quota) return
  throw new CccError('UPLOAD_QUOTA', { limit: Math.floor(quota / 1_024 / 1_024) })
}

const quotaOf = (uploads: UploadQuotas, owner: string): number =>
  owner.startsWith('agent:') ? uploads.agent : uploads.customer

/**
 * Keeps the first frame of a film beside it. A film is taken without one too, so whatever is wrong with it is no error.
 * @returns its id
 */
async function keepPoster(
  { files, store, uploads }: AppContext,
  { sdkAppId, owner }: Uploader,
  filmId: string,
  given: () => Promise<unknown>,
): Promise<string | undefined> {
  const fileId = randomBytes(18).toString('base64url')
  try {
    const poster = await posterOf(await given())
    if (!poster) return undefined
    const { bytes, mime } = poster
    const file = { fileId, sdkAppId, owner, kind: 'poster', size: bytes.length, mime } as const
    await files.write(fileId, Readable.from([bytes]))
    await store.write(scopes.server, async (tx) => {
      await addFile(tx, uploads, { ...file, name: withEnding('poster', mime) })
      await tx.files.setPoster(filmId, fileId)
    })
    return fileId
  } catch {
    await files.remove(fileId)
    return undefined
  }
}

/** @throws CccError IMAGE_TOO_LARGE, FILE_KIND when it is no picture that any screen could show */
async function refuseHugeImage({ files }: AppContext, fileId: string, kind: FileKind): Promise<void> {
  const pixels = await pixelsOf(files.read(fileId))
  if (pixels === undefined) throw new CccError('FILE_KIND', { kind, allowed: ALLOWED[kind].join(', ') })
  if (pixels > MAX_IMAGE_PIXELS) throw new CccError('IMAGE_TOO_LARGE', { limit: MAX_IMAGE_PIXELS / 1_000_000 })
}

/** @throws CccError FILE_TOO_LARGE, UPLOAD_BROKEN */
async function write({ files }: AppContext, fileId: string, bytes: Readable, gauge: Gauge): Promise<void> {
  // what broke before anybody listened does not say so again
  if (bytes.destroyed) throw new CccError('UPLOAD_BROKEN')
  let isBroken = false
  // may break before anybody else listens, and an error that nobody hears ends the process
  gauge.on('error', () => {})
  bytes.on('error', (error) => {
    isBroken = true
    gauge.destroy(error)
  })
  try {
    await files.write(fileId, bytes.pipe(gauge))
  } catch (error) {
    throw isBroken ? new CccError('UPLOAD_BROKEN', {}, { cause: error }) : error
  }
}

/** Lets bytes through up to a limit, and keeps the first of them. */
class Gauge extends Transform {
  size = 0
  head: Buffer = Buffer.alloc(0)

  constructor(private readonly limit: number) {
    super()
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: (error: Error | null, chunk?: Buffer) => void): void {
    this.size += chunk.length
    if (this.size > this.limit) {
      done(new CccError('FILE_TOO_LARGE', { limit: this.limit / 1_024 / 1_024 }))
      return
    }
    if (this.head.length < HEAD_BYTES) this.head = Buffer.concat([this.head, chunk]).subarray(0, HEAD_BYTES)
    done(null, chunk)
  }
}
