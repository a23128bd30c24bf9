import { createHash } from 'node:crypto'
import { type FileRef, MAX_TEXT_LENGTH, type Speech } from '@ccc-store/core/protocol'

type Content = Record<string, unknown>

/**
 * What an element of another client says. Files stay where they are: on Tencent's servers, at the address it gives.
 * @returns undefined for what says nothing: white space, and payloads of programs
 */
export function speechOfElement({ MsgType, MsgContent }: { MsgType: string; MsgContent: Content }): Speech | undefined {
  switch (MsgType) {
    case 'TIMTextElem':
      return said(words(MsgContent, 'Text'))
    case 'TIMFaceElem':
      return said(words(MsgContent, 'Data') || '[表情]')
    case 'TIMLocationElem': {
      const [latitude, longitude] = [number(MsgContent, 'Latitude'), number(MsgContent, 'Longitude')]
      const name = words(MsgContent, 'Desc').slice(0, 200)
      return { kind: 'location', latitude, longitude, name, address: '' }
    }
    case 'TIMImageElem':
      return image(MsgContent)
    case 'TIMSoundElem': {
      const file = fileRef(MsgContent, { url: 'Url', size: 'Size' }, 'voice.m4a', 'audio/mp4')
      return file && { kind: 'voice', file, seconds: Math.max(1, number(MsgContent, 'Second')) }
    }
    case 'TIMVideoFileElem': {
      const keys = { url: 'VideoUrl', size: 'VideoSize' }
      const file = fileRef(MsgContent, keys, 'video.mp4', 'video/mp4')
      const [width, height] = [number(MsgContent, 'ThumbWidth'), number(MsgContent, 'ThumbHeight')]
      const seconds = Math.max(1, number(MsgContent, 'VideoSecond'))
      return file && { kind: 'video', file, seconds, width: width || 1, height: height || 1 }
    }
    case 'TIMFileElem': {
      const name = words(MsgContent, 'FileName') || 'file'
      const keys = { url: 'Url', size: 'FileSize' }
      const file = fileRef(MsgContent, keys, name, 'application/octet-stream')
      return file && { kind: 'file', file }
    }
    case 'TIMCustomElem':
      return undefined
    default:
      // it is told that something came, so that the agent can ask
      return said(`[${MsgType}]`)
  }
}

const said = (text: string): Speech | undefined =>
  /\S/.test(text) ? { kind: 'text', text: text.slice(0, MAX_TEXT_LENGTH) } : undefined

function image(content: Content): Speech | undefined {
  const infos: unknown = content.ImageInfoArray
  const info: unknown = Array.isArray(infos) ? infos[0] : undefined
  if (!isContent(info)) return undefined
  const file = fileRef(info, { url: 'URL', size: 'Size' }, 'image', 'image/jpeg')
  return file && { kind: 'image', file, width: number(info, 'Width') || 1, height: number(info, 'Height') || 1 }
}

/** Only what is on the web over https can be opened by the agent's browser. */
function fileRef(
  content: Content,
  keys: { url: string; size: string },
  name: string,
  mime: string,
): FileRef | undefined {
  const url = words(content, keys.url)
  if (!/^https:\/\/[^\s]+$/.test(url)) return undefined
  // the same file has the same id, and nobody can give it the id of another
  const fileId = `tc-${createHash('sha256').update(url).digest('hex').slice(0, 32)}`
  return { fileId, name: name.slice(-200), size: Math.max(0, Math.trunc(number(content, keys.size))), mime, url }
}

const isContent = (value: unknown): value is Content => typeof value === 'object' && value !== null

const words = (content: Content, key: string): string => {
  const value = content[key]
  return typeof value === 'string' ? value : ''
}

const number = (content: Content, key: string): number => {
  const value = content[key]
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}
