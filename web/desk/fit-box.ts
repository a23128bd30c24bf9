/**
 * The box in which a picture is shown, known before it is loaded, so that nothing jumps.
 * @returns width and height in px, within `max` on both sides and never so narrow that it cannot be hit
 */
export function fitBox(width: number, height: number, max: number, min = 44): { width: number; height: number } {
  const scale = Math.min(1, max / width, max / height)
  const fit = (length: number) => Math.round(Math.min(max, Math.max(min, length * scale)))
  return { width: fit(width), height: fit(height) }
}
