import { CccError } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { fileTypeOf } from './file-type'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')
const ascii = (text: string) => Buffer.from(text, 'latin1')

const FORMATS = [
  ['image', 'a.jpg', hex('ffd8ffe000104a46494600010100'), 'image/jpeg'],
  ['image', 'a.png', hex('89504e470d0a1a0a0000000d49484452'), 'image/png'],
  ['image', 'a.gif', ascii('GIF89a'), 'image/gif'],
  ['image', 'a.webp', ascii('RIFF\x10\0\0\0WEBPVP8 '), 'image/webp'],
  ['voice', 'a.mp3', ascii('ID3\x03\0\0\0\0\0\0'), 'audio/mpeg'],
  ['voice', 'a.mp3', hex('fffb9064 00000000'), 'audio/mpeg'],
  ['voice', 'a.aac', hex('fff15080 00000000'), 'audio/aac'],
  ['voice', 'a.m4a', ascii('\0\0\0\x18ftypM4A \0\0\0\0'), 'audio/mp4'],
  ['voice', 'a.wav', ascii('RIFF\x10\0\0\0WAVEfmt '), 'audio/wav'],
  ['voice', 'a.amr', ascii('#!AMR\n'), 'audio/amr'],
  ['video', 'a.mp4', ascii('\0\0\0\x18ftypisom\0\0\0\0'), 'video/mp4'],
  ['video', 'a.mov', ascii('\0\0\0\x14ftypqt  \0\0\0\0'), 'video/quicktime'],
  ['file', 'a.pdf', ascii('%PDF-1.7\n'), 'application/octet-stream'],
  ['file', 'a.docx', ascii('PK\x03\x04\x14\0\x06\0'), 'application/octet-stream'],
  ['file', 'a.xls', hex('d0cf11e0a1b11ae1'), 'application/octet-stream'],
  ['file', 'a.rar', ascii('Rar!\x1a\x07\x01\0'), 'application/octet-stream'],
  ['file', 'a.7z', hex('377abcaf271c0004'), 'application/octet-stream'],
  ['file', '订单.csv', Buffer.from('名称,价格\n'), 'application/octet-stream'],
  ['file', 'photo.png', hex('89504e470d0a1a0a0000000d49484452'), 'image/png'],
] as const

describe('what a file is', () => {
  test.each(FORMATS)('%s %s', (kind, name, head, mime) => {
    expect(fileTypeOf(kind, name, head)).toBe(mime)
  })

  test.each([
    ['image', 'a.svg', ascii('<svg xmlns="http://www.w3.org/2000/svg">')],
    ['image', 'a.png', ascii('\0\0\0\x18ftypisom')],
    ['voice', 'a.mp3', ascii('RIFF\x10\0\0\0AVI LIST')],
    ['video', 'a.mp4', ascii('<!DOCTYPE html>')],
    ['file', 'a.html', ascii('<!DOCTYPE html>')],
    ['file', 'a.docx', ascii('MZ\x90\0')],
    ['file', 'a.pdf', ascii('<html>')],
    ['file', 'a.csv', ascii('MZ\0\0')],
    ['file', 'a', ascii('%PDF-1.7')],
  ] as const)('%s %s that is something else is refused', (kind, name, head) => {
    expect(() => fileTypeOf(kind, name, head)).toThrow(CccError)
    try {
      fileTypeOf(kind, name, head)
    } catch (error) {
      expect(error).toMatchObject({ code: 'FILE_KIND', params: { kind } })
    }
  })
})
