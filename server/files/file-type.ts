import { CccError, type FileKind } from '@ccc-store/core/protocol'
import { filetypeinfo } from 'magic-bytes.js'
import { extensionOf } from './file-name'

/** Bytes from the start of a file that tell what it is. */
export const HEAD_BYTES = 4_096

const IMAGES = { 'image/jpeg': ['jpg', 'jpeg'], 'image/png': ['png'], 'image/gif': ['gif'], 'image/webp': ['webp'] }
/** What a phone records and plays: mp3 and aac by RecorderManager, amr by old Androids, the rest from desks. */
const SOUNDS = {
  'audio/mpeg': ['mp3'],
  'audio/aac': ['aac'],
  'audio/mp4': ['m4a'],
  'audio/wav': ['wav'],
  'audio/amr': ['amr'],
}
const FILMS = { 'video/mp4': ['mp4', 'm4v'], 'video/quicktime': ['mov'] }
const ZIPPED = ['docx', 'xlsx', 'pptx', 'zip']
/** OLE compound files */
const OLE = ['doc', 'xls', 'ppt']
const DOCUMENTS = ['pdf', ...ZIPPED, ...OLE, 'rar', '7z', 'txt', 'csv']

const BY_KIND: Record<Exclude<FileKind, 'file'>, Record<string, string[]>> = {
  image: IMAGES,
  voice: SOUNDS,
  video: FILMS,
}
const MEDIA = { ...IMAGES, ...SOUNDS, ...FILMS }

/** Pictures in the container of films, which phones do not show as either. */
const PICTURE_BRANDS = ['avif', 'avis', 'heic', 'heix', 'heim', 'hevc', 'mif1', 'msf1']

/** Extensions that may be uploaded, by kind. */
export const ALLOWED: Record<FileKind, string[]> = {
  image: Object.values(IMAGES).flat(),
  voice: Object.values(SOUNDS).flat(),
  video: Object.values(FILMS).flat(),
  file: [...DOCUMENTS, ...Object.values(MEDIA).flat()],
}

/**
 * What a file is, told by its first bytes and not by what its sender says.
 * @param name decides only between formats with the same beginning
 * @returns its media type
 * @throws CccError FILE_KIND
 */
export function fileTypeOf(kind: FileKind, name: string, head: Buffer): string {
  const media = mediaTypeOf(head)
  if (kind !== 'file') {
    if (media !== undefined && media in BY_KIND[kind]) return media
    throw new CccError('FILE_KIND', { kind })
  }
  if (media !== undefined && media in MEDIA) return media
  if (isDocument(extensionOf(name), head)) return 'application/octet-stream'
  throw new CccError('FILE_KIND', { kind })
}

/** The name, ending as what the file is: what is saved under it opens as that, and as nothing else. */
export function withEnding(name: string, mime: string): string {
  const endings = Object.entries(MEDIA).find(([type]) => type === mime)?.[1] ?? []
  const [ending] = endings
  return ending === undefined || endings.includes(extensionOf(name)) ? name : `${name}.${ending}`
}

/** @returns undefined for what is no picture, sound or film that we know */
export function mediaTypeOf(head: Buffer): string | undefined {
  const at = (start: number, text: string) => head.subarray(start, start + text.length).toString('latin1') === text
  // ISO base media: the brand tells sound from film, which magic-bytes.js does for some brands only
  if (at(4, 'ftyp')) {
    if (PICTURE_BRANDS.some((brand) => at(8, brand))) return undefined
    if (at(8, 'M4A') || at(8, 'M4B')) return 'audio/mp4'
    return at(8, 'qt') ? 'video/quicktime' : 'video/mp4'
  }
  if (at(0, 'RIFF')) return at(8, 'WEBP') ? 'image/webp' : at(8, 'WAVE') ? 'audio/wav' : undefined
  if (at(0, '#!AMR')) return 'audio/amr'
  const [first = 0, second = 0] = head
  // a frame without an ID3 tag before it: the bits after the sync word tell AAC (layer 0) from MP3 (layer III)
  if (first === 0xff && (second & 0xf6) === 0xf0) return 'audio/aac'
  if (first === 0xff && (second & 0xe6) === 0xe2) return 'audio/mpeg'
  return filetypeinfo(head).find(({ mime }) => mime !== undefined && mime in MEDIA)?.mime
}

function isDocument(extension: string, head: Buffer): boolean {
  if (!DOCUMENTS.includes(extension)) return false
  // text has no magic bytes, and no NUL
  if (extension === 'txt' || extension === 'csv') return !head.includes(0)
  const found = new Set(filetypeinfo(head).map(({ typename }) => typename))
  if (ZIPPED.includes(extension)) return head.subarray(0, 2).toString('latin1') === 'PK'
  if (OLE.includes(extension)) return head.subarray(0, 4).toString('hex') === 'd0cf11e0'
  return found.has(extension)
}
