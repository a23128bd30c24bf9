import type { Content } from '@ccc-store/core/protocol'
import type { LocalFile } from '../../platform/local-file'

/** What the ＋ panel offers; each has a text of its name. */
export type Tool = 'image' | 'camera' | 'video' | 'file' | 'location'

/** What a chooser of the phone gave. */
export interface Picked {
  files: LocalFile[]
  /** a place needs no upload */
  content?: Content
}

/** The tools that this WeChat has. */
export const availableTools = (): Tool[] => {
  const has = (name: string): boolean => typeof Reflect.get(wx, name) === 'function'
  const tools: Tool[] = has('chooseMedia') ? ['image', 'camera', 'video'] : []
  if (has('chooseMessageFile')) tools.push('file')
  if (has('chooseLocation')) tools.push('location')
  return tools
}

/** Lets the customer choose. Rejects as WeChat does, with `errMsg`. */
export function pick(tool: Tool): Promise<Picked> {
  switch (tool) {
    case 'location':
      return wx.chooseLocation({}).then(({ latitude, longitude, name, address }) => ({
        files: [],
        content: {
          kind: 'location',
          latitude: Number(latitude),
          longitude: Number(longitude),
          name: name.slice(0, 200),
          address: address.slice(0, 500),
        },
      }))
    case 'file':
      return wx.chooseMessageFile({ count: 9, type: 'file' }).then(({ tempFiles }) => ({
        files: tempFiles.map(({ path, name, size }) => ({ kind: 'file', path, name, size })),
      }))
    default:
      return pickMedia(tool)
  }
}

async function pickMedia(tool: 'image' | 'camera' | 'video'): Promise<Picked> {
  const { tempFiles } = await wx.chooseMedia({
    count: tool === 'image' ? 9 : 1,
    mediaType: [tool === 'video' ? 'video' : 'image'],
    sourceType: tool === 'video' ? ['album', 'camera'] : [tool === 'image' ? 'album' : 'camera'],
    sizeType: ['compressed'],
    maxDuration: 60,
  })
  return {
    files: await Promise.all(
      tempFiles.map(async (chosen): Promise<LocalFile> => {
        const { tempFilePath: path, size, width, height, duration, fileType, thumbTempFilePath: poster } = chosen
        const name = path.split('/').pop() || path
        if (fileType === 'video') return { kind: 'video', path, name, size, width, height, seconds: duration, poster }
        const picture = await wx.getImageInfo({ src: path })
        // a photo may lie on its side
        const turned = /left|right/.test(picture.orientation)
        const sides = [picture.width, picture.height]
        if (turned) sides.reverse()
        return { kind: 'image', path, name, size, width: sides[0] || 1, height: sides[1] || 1 }
      }),
    ),
  }
}
