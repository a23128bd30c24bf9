import { crc32, deflateSync } from 'node:zlib'

/** A chunk of a PNG: length, type, data, checksum (PNG specification, 5.3). */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** A picture of 4 × 3 grey pixels that any browser can decode. */
function png(): Buffer {
  const [width, height] = [4, 3]
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const pixels = Buffer.alloc((width + 1) * height, 0x80)
  for (let row = 0; row < height; row += 1) pixels[row * (width + 1)] = 0
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Files a customer chooses. */
export const samples = {
  image: { name: '照片.png', mimeType: 'image/png', buffer: png() },
  video: { name: '视频.mp4', mimeType: 'video/mp4', buffer: Buffer.from('00000018667479706d70343200000000', 'hex') },
  file: { name: '报价单.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n') },
}
