import { type FileKind, MAX_FILE_BYTES } from '@ccc-store/core/protocol'

const IMAGES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp'])
const FILMS: ReadonlySet<string> = new Set(['video/mp4', 'video/quicktime'])
/** What phones play; the names that browsers give to the same format differ. */
const SOUNDS: ReadonlySet<string> = new Set([
  ...['audio/mpeg', 'audio/mp3', 'audio/aac', 'audio/x-aac', 'audio/mp4', 'audio/x-m4a', 'audio/m4a'],
  ...['audio/wav', 'audio/x-wav', 'audio/wave', 'audio/amr'],
])

/**
 * What a file is best sent as: what cannot be shown, or is too large for it, goes as a plain file.
 * @param type media type, as the browser tells it
 * @param size in bytes
 */
export function kindFor({ type, size }: { type: string; size: number }): FileKind {
  const kind = IMAGES.has(type) ? 'image' : FILMS.has(type) ? 'video' : SOUNDS.has(type) ? 'voice' : 'file'
  return size <= MAX_FILE_BYTES[kind] ? kind : 'file'
}
