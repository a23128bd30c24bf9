import { type Static, Type } from '@sinclair/typebox'
import { FileRef } from './content'
import type { MAX_FILE_BYTES } from './limits'

/** What a file is uploaded to be sent as. */
export const FileKind = Type.Union([
  Type.Literal('image'),
  Type.Literal('voice'),
  Type.Literal('video'),
  Type.Literal('file'),
])
export type FileKind = Static<typeof FileKind> & keyof typeof MAX_FILE_BYTES

/**
 * Query of `POST /v1/customer/files` and `POST /v1/agent/files`, whose body is multipart/form-data with one part named
 * `file`. It is answered with a FileRef.
 */
export const UploadQuery = Type.Object({ kind: FileKind }, { additionalProperties: false })

/** Answer of an upload: the file as an entry will name it. */
export const UploadResponse = FileRef
export type UploadResponse = Static<typeof UploadResponse>

/** Answer of `GET /v1/customer/files/:fileId/link` and `GET /v1/agent/files/:fileId/link`: a fresh `url`. */
export const FileLinkResponse = Type.Object({ url: Type.String() })
export type FileLinkResponse = Static<typeof FileLinkResponse>
