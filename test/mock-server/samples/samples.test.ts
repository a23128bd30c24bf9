import { inflateSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { BitWriter } from './bit-writer'
import { sampleMp4 } from './mp4'
import { samplePdf } from './pdf'
import { samplePng } from './png'
import { sampleWav } from './wav'

/** The boxes in a stretch of a film: type and content. */
function boxes(bytes: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>()
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    found.set(bytes.toString('latin1', at + 4, at + 8), bytes.subarray(at + 8, at + length))
    at += length
  }
  return found
}
const inside = (bytes: Buffer, ...path: string[]) =>
  path.reduce((box, name) => boxes(box).get(name) ?? Buffer.alloc(0), bytes)

describe('sample files', () => {
  test('a picture has its size in its header and all its rows in its data', () => {
    const bytes = samplePng(6, 4)
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([6, 4])
    const length = bytes.readUInt32BE(33)
    expect(bytes.toString('latin1', 37, 41)).toBe('IDAT')
    expect(inflateSync(bytes.subarray(41, 41 + length))).toHaveLength(4 * (1 + 6 * 3))
  })

  test('a sound says how long it is', () => {
    const bytes = sampleWav(2)
    expect([bytes.readUInt32LE(4), bytes.readUInt32LE(40)]).toEqual([bytes.length - 8, 16_000])
  })

  test('a document finds each of its objects', () => {
    const text = samplePdf('hi').toString('latin1')
    const places = [...text.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, place]) => Number(place))
    expect(places.map((place, index) => text.startsWith(`${index + 1} 0 obj`, place))).toEqual(Array(5).fill(true))
    expect(text.startsWith('xref', Number(/startxref\n(\d+)/.exec(text)?.[1]))).toBe(true)
  })

  test('a film finds each of its frames', () => {
    const bytes = sampleMp4({ columns: 2, rows: 1, seconds: 2 })
    expect([...boxes(bytes).keys()]).toEqual(['ftyp', 'moov', 'mdat'])
    const table = inside(bytes, 'moov', 'trak', 'mdia', 'minf', 'stbl')
    const sizes = inside(table, 'stsz')
    const count = sizes.readUInt32BE(8)
    let at = inside(table, 'stco').readUInt32BE(8)
    for (let frame = 0; frame < count; frame += 1) {
      const size = sizes.readUInt32BE(12 + frame * 4)
      // its length, then a picture that needs no other
      expect([bytes.readUInt32BE(at), bytes[at + 4]]).toEqual([size - 4, 0x65])
      at += size
    }
    expect([count, at]).toEqual([8, bytes.length])
  })
})

describe('bits', () => {
  test('are written the highest first, numbers as Exp-Golomb codes, and end with a one', () => {
    const bits = new BitWriter()
    for (const value of [0, 1, 2, 3]) bits.ue(value)
    // 1 010 011 00100, then 1 000
    expect(bits.end()).toEqual([0b10100110, 0b01001000])
  })
})
