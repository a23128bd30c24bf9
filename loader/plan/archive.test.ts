import { brotliCompressSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { sha256 } from '../hash'
import { parseArchive, serializeArchive } from './archive'

const [one, two] = [Buffer.from('one'), Buffer.from([0x00, 0xff, 0xfe])]
const written = (value: unknown) => brotliCompressSync(Buffer.from(JSON.stringify(value)))

describe('an archive', () => {
  test('comes back as it was, bytes that are no text too', () => {
    const archive = new Map([one, two].map((bytes) => [sha256(bytes), bytes]))
    expect(parseArchive(serializeArchive(archive))).toEqual(archive)
  })
  test('gives the same bytes in whatever order it was filled', () => {
    const many = Array.from({ length: 20 }, (_, index) => Buffer.from(`${index}`))
    const archive = (list: Buffer[]) => serializeArchive(new Map(list.map((bytes) => [sha256(bytes), bytes])))
    expect(archive(many)).toEqual(archive([...many].reverse()))
  })
  test('has nothing that is not what its hash says, and nothing that is no text', () => {
    const contents = { [sha256(one)]: 'one', [sha256(two)]: 'forged', [sha256(Buffer.from('7'))]: 7 }
    expect(parseArchive(written({ schema: 1, contents }))).toEqual(new Map([[sha256(one), one]]))
  })
  test.each([
    ['is no archive', Buffer.from('plain')],
    ['is of another schema', written({ schema: 2, contents: {} })],
    ['has no contents', written({ schema: 1 })],
    ['has contents that are none', written({ schema: 1, contents: null })],
    ['is a number', written(1)],
  ])('that %s is none', (_, bytes) => {
    expect(parseArchive(bytes)).toBeUndefined()
  })
})
