import type { Content } from '@ccc-store/core/protocol'

/** A place, as an agent writes it. */
export interface PlaceDraft {
  name: string
  address: string
  /** degrees, as mini-programs and Chinese maps count them (GCJ-02) */
  latitude: string
  longitude: string
}

/** A place of which nothing is written yet. */
export const emptyPlace = (): PlaceDraft => ({ name: '', address: '', latitude: '', longitude: '' })

/**
 * Reads what was written.
 * @returns which of it is wrong, by the ranges of the protocol (Content); and the content to send, once nothing is. The
 * address may be left out.
 */
export function readPlace(draft: PlaceDraft): {
  faults: { name: boolean; latitude: boolean; longitude: boolean }
  content?: Extract<Content, { kind: 'location' }>
} {
  const name = draft.name.trim()
  const latitude = degreesOf(draft.latitude, 90)
  const longitude = degreesOf(draft.longitude, 180)
  const faults = { name: name === '', latitude: latitude === undefined, longitude: longitude === undefined }
  if (faults.name || latitude === undefined || longitude === undefined) return { faults }
  return { faults, content: { kind: 'location', name, address: draft.address.trim(), latitude, longitude } }
}

/** @returns nothing for what is no decimal number from -limit to limit */
function degreesOf(text: string, limit: number): number | undefined {
  if (!/^[+-]?\d+(\.\d+)?$/.test(text.trim())) return undefined
  const degrees = Number(text)
  return Math.abs(degrees) <= limit ? degrees : undefined
}
