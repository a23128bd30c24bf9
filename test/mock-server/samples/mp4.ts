import { BLOCK, PlainH264, type Yuv } from './h264'

/** Units of time in a second. */
const SCALE = 1_000
const FRAMES_A_SECOND = 4
/** Shows things as they are: the unit matrix, in fixed point. */
const MATRIX = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000]
const BARS: readonly Yuv[] = [
  [180, 128, 128],
  [168, 44, 136],
  [145, 147, 44],
  [133, 63, 52],
  [63, 193, 204],
  [51, 109, 212],
]

/**
 * A film without sound (ISO/IEC 14496-12 and -15): colour bars that wander.
 * @param columns and rows in blocks of 16 pixels
 */
export function sampleMp4({ columns, rows, seconds }: { columns: number; rows: number; seconds: number }): Buffer {
  const codec = new PlainH264(columns, rows)
  const frames = Array.from({ length: seconds * FRAMES_A_SECOND }, (_, index) =>
    sized(codec.frame(index, (column) => BARS[(column + index) % BARS.length] ?? [16, 128, 128])),
  )
  const film: Film = { codec, frames, width: columns * BLOCK, height: rows * BLOCK, duration: seconds * SCALE }
  const type = box('ftyp', 'isom', u32(0x200), 'isom', 'iso2', 'avc1', 'mp41')
  // the index tells where the frames begin, which depends on its own length
  const before = type.length + movie(film, 0).length + 8
  return Buffer.concat([type, movie(film, before), box('mdat', ...frames)])
}

interface Film {
  codec: PlainH264
  frames: readonly Buffer[]
  width: number
  height: number
  duration: number
}

function movie(film: Film, firstFrameAt: number): Buffer {
  const { width, height, duration } = film
  const head = box(
    'mvhd',
    u32(0, 0, 0, SCALE, duration, 0x10000),
    u16(0x100, 0),
    u32(0, 0, ...MATRIX),
    zeros(24),
    u32(2),
  )
  const trackHead = box(
    'tkhd',
    u32(3, 0, 0, 1, 0, duration, 0, 0),
    u16(0, 0, 0, 0),
    u32(...MATRIX, width << 16, height << 16),
  )
  const media = box(
    'mdia',
    box('mdhd', u32(0, 0, 0, SCALE, duration), u16(0x55c4, 0)),
    box('hdlr', u32(0, 0), 'vide', zeros(12), 'film\0'),
    box(
      'minf',
      box('vmhd', u32(1), zeros(8)),
      box('dinf', box('dref', u32(0, 1), box('url ', u32(1)))),
      samples(film, firstFrameAt),
    ),
  )
  return box('moov', head, box('trak', trackHead, media))
}

function samples({ codec, frames, width, height }: Film, firstFrameAt: number): Buffer {
  const settings = box(
    'avcC',
    Buffer.from([1, 66, 0xc0, 30, 0xff, 0xe1]),
    ...[u16(codec.sps.length), codec.sps, Buffer.from([1]), u16(codec.pps.length), codec.pps],
  )
  const coding = box(
    'avc1',
    ...[zeros(6), u16(1), zeros(16), u16(width, height), u32(0x480000, 0x480000, 0), u16(1), zeros(32)],
    ...[u16(24, 0xffff), settings],
  )
  return box(
    'stbl',
    box('stsd', u32(0, 1), coding),
    box('stts', u32(0, 1, frames.length, SCALE / FRAMES_A_SECOND)),
    box('stsc', u32(0, 1, 1, frames.length, 1)),
    box('stsz', u32(0, 0, frames.length, ...frames.map(({ length }) => length))),
    box('stco', u32(0, 1, firstFrameAt)),
  )
}

const sized = (bytes: Buffer): Buffer => Buffer.concat([u32(bytes.length), bytes])

function box(type: string, ...parts: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)))
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body])
}

const zeros = (length: number): Buffer => Buffer.alloc(length)

function u32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => {
    bytes.writeUInt32BE(value >>> 0, index * 4)
  })
  return bytes
}

function u16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2)
  values.forEach((value, index) => {
    bytes.writeUInt16BE(value, index * 2)
  })
  return bytes
}
