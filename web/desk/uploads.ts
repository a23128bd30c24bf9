import type { Content, FileRef, WireError } from '@ccc-store/core/protocol'

type Medium = Extract<Content, { fileId: string }>
type WithoutId<T> = T extends Medium ? Omit<T, 'fileId'> : never

/** What a file is sent as, with its measures. */
export type FileContent = WithoutId<Medium>

/** A file on its way up; once it is there it becomes a message with the same id. */
export interface Upload {
  id: string
  sessionId: string
  /** when it was chosen, ms since 1970 */
  at: number
  content: FileContent
  /** its `fileId` is the upload's own id, its `url` shows what lies on this computer */
  file: FileRef
  /** from 0 to 1 */
  progress: number
  status: 'waiting' | 'uploading' | 'failed'
  /** why it failed; null: the call centre could not be reached */
  error: WireError | null
}

/** In the order they were chosen. They go up one after the other, so that they arrive in this order too. */
export type Uploads = readonly Upload[]

/** The content of the message that brings an uploaded file. */
export function contentOf(content: FileContent, fileId: string): Medium {
  // one by one: the compiler does not see that a spread keeps kind and measures together
  switch (content.kind) {
    case 'image':
      return { ...content, fileId }
    case 'voice':
      return { ...content, fileId }
    case 'video':
      return { ...content, fileId }
    case 'file':
      return { ...content, fileId }
  }
}
