import { MAX_VOICE_SECONDS } from '@ccc-store/core/protocol'
import { kindFor } from '../../desk/kind-for'
import type { FileContent } from '../../desk/uploads'

/** A browser that cannot play a format may say nothing at all. */
const PATIENCE_MS = 5_000
/** Longest film (Content). */
const MAX_SECONDS = 86_400

/** Finds out what a file is sent as, and its measures. What this browser cannot show goes as a plain file. */
export async function measureFile(file: File): Promise<FileContent> {
  const kind = kindFor(file)
  try {
    if (kind === 'image') return { kind, ...(await measureImage(file)) }
    if (kind === 'file') return { kind }
    const { width, height, seconds } = await measureMedia(file, kind === 'video' ? 'video' : 'audio')
    if (kind === 'voice') return seconds <= MAX_VOICE_SECONDS ? { kind, seconds } : { kind: 'file' }
    return width > 0 && height > 0 && seconds <= MAX_SECONDS ? { kind, seconds, width, height } : { kind: 'file' }
  } catch {
    return { kind: 'file' }
  }
}

async function measureImage(file: File): Promise<{ width: number; height: number }> {
  const bitmap = await createImageBitmap(file)
  const { width, height } = bitmap
  bitmap.close()
  return { width, height }
}

async function measureMedia(file: File, tag: 'video' | 'audio') {
  const media = document.createElement(tag)
  const url = URL.createObjectURL(file)
  try {
    await new Promise<void>((resolve, reject) => {
      media.onloadedmetadata = () => resolve()
      media.onerror = () => reject(new Error('not playable here'))
      setTimeout(() => reject(new Error('no answer')), PATIENCE_MS)
      media.preload = 'metadata'
      media.src = url
    })
    const seconds = Math.max(1, Math.round(media.duration))
    if (!Number.isFinite(seconds)) throw new Error('of unknown length')
    const { videoWidth: width, videoHeight: height } =
      media instanceof HTMLVideoElement ? media : { videoWidth: 0, videoHeight: 0 }
    return { width, height, seconds }
  } finally {
    media.removeAttribute('src')
    URL.revokeObjectURL(url)
  }
}
