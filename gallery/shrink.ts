import { PNG } from 'pngjs'

const STEP = 16

/**
 * Makes a picture half as wide and high, in few colours: small enough to be kept, and blind to how one browser or the
 * next smooths the edges of letters.
 */
export function shrink({ data, width, height }: PNG): PNG {
  const small = new PNG({ width: Math.floor(width / 2), height: Math.floor(height / 2) })
  for (let y = 0; y < small.height; y += 1) {
    for (let x = 0; x < small.width; x += 1) {
      for (let channel = 0; channel < 4; channel += 1) {
        const at = (dx: number, dy: number): number => data[((2 * y + dy) * width + 2 * x + dx) * 4 + channel] ?? 0
        const mean = (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4
        small.data[(y * small.width + x) * 4 + channel] =
          channel === 3 ? 255 : Math.min(255, Math.round(mean / STEP) * STEP)
      }
    }
  }
  return small
}
