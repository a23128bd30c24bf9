import type { FileKind } from '@ccc-store/core/protocol'

/** A file that is uploaded; its bytes are in the file store under the same id. */
export interface NewFile {
  fileId: string
  sdkAppId: number
  /** who uploaded it: `customer:<id>` or `agent:<id>` */
  owner: string
  /** `poster`: the first frame of a film, which is sent with it and never by itself */
  kind: FileKind | 'poster'
  name: string
  size: number
  mime: string
}

export interface StoredFile extends NewFile {
  /** where it was sent; null until then */
  conversationId: string | null
  sessionId: string | null
  /** the first frame of a film, a file of its own */
  posterId: string | null
}

export interface FileReads {
  /** A file that is there to be read. */
  find(fileId: string): Promise<StoredFile | undefined>
  /** Ids of files whose bytes may go: taken back, or never sent since `before`. */
  waste(before: number): Promise<string[]>
}

export interface Files extends FileReads {
  /**
   * Takes an uploaded file into a conversation.
   * @returns undefined unless the owner uploaded it, as this kind, and has not sent it yet
   */
  claim(claim: {
    fileId: string
    owner: string
    kind: FileKind
    conversationId: string
    sessionId: string
  }): Promise<StoredFile | undefined>
  add(file: NewFile): Promise<void>
  /** Bytes that an owner has uploaded since `since`, and that are still there. */
  bytesSince(owner: string, since: number): Promise<number>
  /** Gives a film that was not sent yet its first frame. */
  setPoster(filmId: string, posterId: string): Promise<void>
  /** Its message was taken back. The bytes go at the next sweep, those of a film's first frame too. */
  drop(fileId: string): Promise<void>
  forget(fileIds: readonly string[]): Promise<void>
}
