import { Readable } from 'node:stream'
import { Poster } from '@ccc-store/core/protocol'
import { Value } from '@sinclair/typebox/value'
import { MAX_IMAGE_PIXELS } from '../config/policy'
import { mediaTypeOf } from './file-type'
import { pixelsOf } from './image-pixels'

/**
 * The first frame of a film, as an upload brings it.
 * @param given base64, or anything else
 * @returns undefined unless it is a JPEG or a PNG that any screen can show
 */
export async function posterOf(given: unknown): Promise<{ bytes: Buffer; mime: string } | undefined> {
  if (!Value.Check(Poster, given)) return undefined
  const bytes = Buffer.from(given, 'base64')
  const mime = mediaTypeOf(bytes)
  if (mime !== 'image/jpeg' && mime !== 'image/png') return undefined
  const pixels = await pixelsOf(Readable.from([bytes]))
  return pixels === undefined || pixels > MAX_IMAGE_PIXELS ? undefined : { bytes, mime }
}
