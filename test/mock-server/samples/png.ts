import { crc32, deflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** 8 bits for each of red, green and blue; the only methods of packing, filtering and interlacing there are. */
const HEADER_TAIL = Buffer.from([8, 2, 0, 0, 0])

/**
 * A picture (https://www.w3.org/TR/png): a soft gradient with a circle, so that one sees which side is up.
 * @param width and height in pixels
 */
export function samplePng(width: number, height: number): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(1 + width * 3)
    for (let x = 0; x < width; x += 1) row.set(colourAt(x / width, y / height, width / height), 1 + x * 3)
    return row
  })
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', Buffer.concat([header, HEADER_TAIL])),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function colourAt(x: number, y: number, shape: number): [number, number, number] {
  const inCircle = Math.hypot((x - 0.3) * shape, y - 0.35) < 0.18
  return inCircle ? [255, 214, 102] : [64 + x * 80, 130 + y * 70, 200 - y * 60]
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
