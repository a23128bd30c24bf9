import type { ByteReader } from './byte-reader'
import { type Extent, union } from './extent'

/** Some programs write zeros between blocks. */
const PADDING = 0x00
const EXTENSION = 0x21
const FRAME = 0x2c
const TRAILER = 0x3b
const CONTROL = 0xf9
const CONTROL_BYTES = 4

/**
 * The extent of a GIF's screen and of all its frames: programs enlarge the screen when a frame is larger, or keep
 * memory for every frame. Blocks are those of https://www.w3.org/Graphics/GIF/spec-gif89a.txt
 * @param bytes after the signature and the version
 * @returns undefined when there is no frame, or something that is no block
 */
export async function gifExtent(bytes: ByteReader): Promise<Extent | undefined> {
  const screen = await bytes.take(7)
  if (screen === undefined) return undefined
  let extent = { width: screen.readUInt16LE(0), height: screen.readUInt16LE(2) }
  let hasFrame = false
  bytes.skip(colourBytes(screen.readUInt8(4)))
  for (;;) {
    const block = (await bytes.take(1))?.[0]
    // a file that was cut off is shown as far as it goes
    if (block === TRAILER || block === undefined) return hasFrame ? extent : undefined
    if (block === PADDING) continue
    if (block === FRAME) {
      const frame = await frameExtent(bytes)
      if (frame === undefined) continue
      extent = union(extent, frame)
      hasFrame = true
    } else if (block !== EXTENSION || !(await isExtension(bytes))) return undefined
    await skipSubBlocks(bytes)
  }
}

/** @returns as far as the frame reaches from the corner of the screen; undefined when the file ends before */
async function frameExtent(bytes: ByteReader): Promise<Extent | undefined> {
  const head = await bytes.take(9)
  if (head === undefined) return undefined
  const codeSize = 1
  bytes.skip(colourBytes(head.readUInt8(8)) + codeSize)
  return {
    width: head.readUInt16LE(0) + head.readUInt16LE(4),
    height: head.readUInt16LE(2) + head.readUInt16LE(6),
  }
}

/** A control block of another length is read by its length by some and as four bytes by others. */
async function isExtension(bytes: ByteReader): Promise<boolean> {
  const label = (await bytes.take(1))?.[0]
  if (label !== CONTROL) return label !== undefined
  const length = (await bytes.take(1))?.[0]
  bytes.skip(CONTROL_BYTES)
  return length === CONTROL_BYTES
}

async function skipSubBlocks(bytes: ByteReader): Promise<void> {
  for (;;) {
    const length = (await bytes.take(1))?.[0] ?? 0
    if (length === 0) return
    bytes.skip(length)
  }
}

const colourBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 0x07) + 1) : 0)
