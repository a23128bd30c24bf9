import { createHash } from 'node:crypto'
import { type FileKind, type FileRef, MAX_TEXT_LENGTH, type Speech } from '@ccc-store/core/protocol'
import { cleanName, extensionOf } from '../../files/file-name'
import { ALLOWED } from '../../files/file-type'
import { fileAddress } from './file-address'

type Content = Record<string, unknown>

/**
 * What an element of another client says. Files stay where they are: on Tencent's servers, at the address it gives; one
 * that cannot be handed on is a line of text that says what came.
 * @param sdkAppId of the app on Tencent Cloud Chat
 * @returns undefined for what says nothing: white space, and payloads of programs
 */
export function speechOfElement(
  { MsgType, MsgContent }: { MsgType: string; MsgContent: Content },
  sdkAppId: number,
): Speech | undefined {
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
      return image(MsgContent, sdkAppId)
    case 'TIMSoundElem': {
      const file = fileRef(MsgContent, sdkAppId, { url: 'Url', size: 'Size' }, 'voice.m4a', 'audio/mp4')
      return file ? { kind: 'voice', file, seconds: Math.max(1, number(MsgContent, 'Second')) } : notTaken('voice')
    }
    case 'TIMVideoFileElem': {
      const keys = { url: 'VideoUrl', size: 'VideoSize' }
      const file = fileRef(MsgContent, sdkAppId, keys, 'video.mp4', 'video/mp4')
      const [width, height] = [number(MsgContent, 'ThumbWidth'), number(MsgContent, 'ThumbHeight')]
      const seconds = Math.max(1, number(MsgContent, 'VideoSecond'))
      if (!file) return notTaken('video')
      const poster = fileAddress(words(MsgContent, 'ThumbUrl'), sdkAppId)
      const film = poster === undefined || poster === file.url ? file : { ...file, poster }
      return { kind: 'video', file: film, seconds, width: width || 1, height: height || 1 }
    }
    case 'TIMFileElem': {
      const name = cleanName(words(MsgContent, 'FileName'))
      const keys = { url: 'Url', size: 'FileSize' }
      // as for uploads: what is not known to be harmless is not handed on
      const isAllowed = ALLOWED.file.includes(extensionOf(name))
      const file = isAllowed ? fileRef(MsgContent, sdkAppId, keys, name, 'application/octet-stream') : undefined
      return file ? { kind: 'file', file } : notTaken('file', name)
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

const KINDS: Record<FileKind, string> = { image: '图片', voice: '语音', video: '视频', file: '文件' }

/** It is in the log, which is read in two languages, that something came. */
const notTaken = (kind: FileKind, name = ''): Speech => ({
  kind: 'text',
  text: `[${KINDS[kind]}未接收 / ${kind} not taken] ${name}`.trim(),
})

function image(content: Content, sdkAppId: number): Speech {
  const infos: unknown = content.ImageInfoArray
  const info: unknown = Array.isArray(infos) ? infos[0] : undefined
  const file = isContent(info)
    ? fileRef(info, sdkAppId, { url: 'URL', size: 'Size' }, 'image', 'image/jpeg')
    : undefined
  if (!isContent(info) || !file) return notTaken('image')
  return { kind: 'image', file, width: number(info, 'Width') || 1, height: number(info, 'Height') || 1 }
}

/** @returns undefined when its address is not to be handed on */
function fileRef(
  content: Content,
  sdkAppId: number,
  keys: { url: string; size: string },
  name: string,
  mime: string,
): FileRef | undefined {
  const url = fileAddress(words(content, keys.url), sdkAppId)
  if (url === undefined) return undefined
  // the same file has the same id, and nobody can give it the id of another
  const fileId = `tc-${createHash('sha256').update(url).digest('hex').slice(0, 32)}`
  return { fileId, name, size: Math.max(0, Math.trunc(number(content, keys.size))), mime, url }
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
