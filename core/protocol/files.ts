import { type Static, Type } from '@sinclair/typebox'
import { FileRef } from './content'
import { type MAX_FILE_BYTES, MAX_POSTER_LENGTH } from './limits'

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
 * `file`. A film may come with a field `poster`. It is answered with a FileRef.
 */
export const UploadQuery = Type.Object({ kind: FileKind }, { additionalProperties: false })

/** The first frame of a film, a JPEG or a PNG in base64. What is no such picture is left out, and the film is taken. */
export const Poster = Type.String({ pattern: '^[A-Za-z0-9+/]+={0,2}$', maxLength: MAX_POSTER_LENGTH })

/** Answer of an upload: the file as an entry will name it. */
export const UploadResponse = FileRef
export type UploadResponse = Static<typeof UploadResponse>

/** Answer of `GET /v1/customer/files/:fileId/link` and `GET /v1/agent/files/:fileId/link`: a fresh `url`. */
export const FileLinkResponse = Type.Object({ url: Type.String() })
export type FileLinkResponse = Static<typeof FileLinkResponse>
