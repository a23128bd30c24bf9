import type { FileKind } from '@ccc-store/core/protocol'

/** A file on the phone, as its choosers and its recorder hand it over. */
export interface LocalFile {
  kind: FileKind
  /** as WeChat names it, `wxfile://…` */
  path: string
  /** what its owner calls it */
  name: string
  /** bytes */
  size: number
  /** of a voice message or a video */
  seconds?: number
  /** of a picture or a video, in pixels */
  width?: number
  height?: number
  /** path of the first frame of a video */
  poster?: string
}
