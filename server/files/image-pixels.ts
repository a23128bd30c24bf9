import { imageSize } from 'image-size'

/** Bytes from the start of a picture in which its size stands; cameras put previews and colour profiles before it. */
export const IMAGE_HEAD_BYTES = 524_288

/**
 * How many pixels a picture has: what a screen needs memory for, four bytes each, however few bytes the file has.
 * @param head the first IMAGE_HEAD_BYTES of a jpeg, png, gif or webp
 * @returns undefined when they do not tell
 */
export function pixelsOf(head: Uint8Array): number | undefined {
  try {
    // a copy of its own: what is read of a slice may lie beyond its end
    const { width, height } = imageSize(new Uint8Array(head))
    return width > 0 && height > 0 ? width * height : undefined
  } catch {
    return undefined
  }
}
