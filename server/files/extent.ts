/** Columns and rows of a picture. */
export interface Extent {
  width: number
  height: number
}

/** What holds both: a picture needs memory for the larger of what its headers say, whichever of them a screen believes. */
export const union = (one: Extent, other: Extent): Extent => ({
  width: Math.max(one.width, other.width),
  height: Math.max(one.height, other.height),
})
