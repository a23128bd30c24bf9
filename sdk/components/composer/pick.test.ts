import { describe, expect, test } from '@jest/globals'
import { availableTools, pick } from './pick'

const phone = (parts: Record<string, unknown>) => Object.assign(globalThis, { wx: parts })

describe('the tools', () => {
  test('are those that this WeChat has', () => {
    phone({})
    expect(availableTools()).toEqual([])
    phone({ chooseMedia() {}, chooseLocation() {} })
    expect(availableTools()).toEqual(['image', 'camera', 'video', 'location'])
  })
})

describe('picking', () => {
  const media = (file: Record<string, unknown>, orientation = 'up') =>
    phone({
      chooseMedia: () => Promise.resolve({ tempFiles: [{ tempFilePath: 'wxfile://tmp/a.jpg', size: 9, ...file }] }),
      getImageInfo: () => Promise.resolve({ width: 40, height: 30, orientation }),
    })
  test('a photo gives its size, turned as it is seen', async () => {
    media({ fileType: 'image' })
    const photo = { kind: 'image', path: 'wxfile://tmp/a.jpg', name: 'a.jpg', size: 9 }
    expect(await pick('image')).toEqual({ files: [{ ...photo, width: 40, height: 30 }] })
    media({ fileType: 'image' }, 'right')
    expect(await pick('camera')).toEqual({ files: [{ ...photo, width: 30, height: 40 }] })
  })
  test('a film gives its length and its first frame', async () => {
    media({ fileType: 'video', width: 4, height: 3, duration: 7, thumbTempFilePath: 'wxfile://tmp/t.jpg' })
    const film = { kind: 'video', seconds: 7, width: 4, height: 3, poster: 'wxfile://tmp/t.jpg' }
    expect((await pick('video')).files).toMatchObject([film])
  })
  test('files keep the names their owners gave them', async () => {
    const tempFiles = [{ path: 'wxfile://1', name: 'a.pdf', size: 3 }]
    phone({ chooseMessageFile: () => Promise.resolve({ tempFiles }) })
    expect(await pick('file')).toEqual({ files: [{ kind: 'file', path: 'wxfile://1', name: 'a.pdf', size: 3 }] })
  })
  test('a place needs no upload', async () => {
    phone({ chooseLocation: () => Promise.resolve({ latitude: '1.5', longitude: 2, name: 'n', address: 'a' }) })
    const content = { kind: 'location', latitude: 1.5, longitude: 2, name: 'n', address: 'a' }
    expect(await pick('location')).toEqual({ files: [], content })
  })
})
