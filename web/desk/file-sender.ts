import type { FileKind, FileRef, WireError } from '@ccc-store/core/protocol'
import type { DeskStore } from './desk-store'
import type { FileContent, Upload } from './uploads'

/** A file that the agent chose, with what it is sent as. */
export interface ChosenFile {
  blob: Blob
  name: string
  content: FileContent
}

export type UploadResult =
  | { kind: 'done'; file: FileRef }
  | { kind: 'refused'; error: WireError }
  /** no answer, or none of a call centre */
  | { kind: 'unreachable' }

/** Brings one file to the call centre. @param onProgress told the part that is there, from 0 to 1 */
export type UploadFile = (
  file: { kind: FileKind; name: string; blob: Blob },
  onProgress: (part: number) => void,
) => { result: Promise<UploadResult>; cancel(): void }

export interface FileSenderMeans {
  upload: UploadFile
  /** shows a blob of this computer by an address */
  urlFor: (blob: Blob) => string
  /** lets go of what such an address shows */
  release: (url: string) => void
  /** now, in ms since 1970 */
  now: () => number
  /** The file is there: says it in a message with the upload's id. `file.url` still leads to this computer. */
  onDone: (upload: Upload, file: FileRef) => void
}

/** Takes files up one after the other, and has each said once it is there. */
export class FileSender {
  private readonly blobs = new Map<string, Blob>()
  private running: { id: string; cancel(): void } | null = null

  constructor(
    private readonly store: DeskStore,
    private readonly means: FileSenderMeans,
  ) {}

  /** @param id of the message it will be */
  add(sessionId: string, id: string, file: ChosenFile): void {
    this.blobs.set(id, file.blob)
    this.put(sessionId, id, file, null)
    this.next()
  }

  /** Shows a file that cannot be sent, and why, without trying. */
  addRefused(sessionId: string, id: string, file: ChosenFile, error: WireError): void {
    this.put(sessionId, id, file, error)
  }

  /** Takes a file up again that failed. */
  retry(id: string): void {
    if (!this.blobs.has(id)) return
    this.update(id, { status: 'waiting', progress: 0, error: null })
    this.next()
  }

  /** The call centre can be reached again: takes up what failed because it could not. */
  resume(): void {
    for (const { id, status, error } of this.store.state.uploads) {
      if (status === 'failed' && error === null) this.retry(id)
    }
  }

  /** Gives a file up, also one on its way. */
  cancel(id: string): void {
    this.blobs.delete(id)
    const { url } = this.store.state.uploads.find((upload) => upload.id === id)?.file ?? {}
    if (url !== undefined) this.means.release(url)
    this.store.dropUpload(id)
    if (this.running?.id !== id) return
    const { cancel } = this.running
    this.running = null
    cancel()
    this.next()
  }

  private put(sessionId: string, id: string, { blob, name, content }: ChosenFile, error: WireError | null): void {
    const file = { fileId: id, name, size: blob.size, mime: blob.type, url: this.means.urlFor(blob) }
    const status = error ? 'failed' : 'waiting'
    this.store.putUpload({ id, sessionId, content, file, at: this.means.now(), progress: 0, status, error })
  }

  private next(): void {
    if (this.running) return
    const upload = this.store.state.uploads.find(({ status }) => status === 'waiting')
    const blob = upload && this.blobs.get(upload.id)
    if (!upload || !blob) return
    const { id, content, file } = upload
    this.update(id, { status: 'uploading' })
    const going = this.means.upload({ kind: content.kind, name: file.name, blob }, (progress) =>
      this.update(id, { progress }),
    )
    const run = { id, cancel: going.cancel }
    this.running = run
    void going.result.then((result) => {
      // given up meanwhile
      if (this.running !== run) return
      this.running = null
      this.take(upload, result)
      this.next()
    })
  }

  private take(upload: Upload, result: UploadResult): void {
    if (result.kind !== 'done') {
      this.update(upload.id, { status: 'failed', error: result.kind === 'refused' ? result.error : null })
      return
    }
    this.blobs.delete(upload.id)
    const { url } = upload.file
    this.means.onDone(upload, { ...result.file, ...(url !== undefined && { url }) })
    this.store.dropUpload(upload.id)
  }

  private update(id: string, part: Partial<Upload>): void {
    const upload = this.store.state.uploads.find((each) => each.id === id)
    if (upload) this.store.putUpload({ ...upload, ...part })
  }
}
