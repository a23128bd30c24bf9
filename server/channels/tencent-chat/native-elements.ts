import { createHash } from 'node:crypto'
import type { Entry, FileRef } from '@ccc-store/core/protocol'
import { cardPayload, closedPayload, customElement, menuPayload, ratingPayload } from './plugin-payloads'
import type { Element } from './rest-client'

/** Bytes of a text that a message of 12 KB has room for, whatever else it carries. */
const MAX_TEXT_BYTES = 10_000

/**
 * What any client of Tencent Cloud Chat shows of an entry: native elements where there are such, the customer-service
 * plugin's payloads for menus, ratings and cards.
 * @param publicUrl where links to files begin; empty leaves files to a line of text
 * @returns empty for what has nothing to show there: the customer's own words, and events that only move the state
 */
export function nativeElements(entry: Entry, publicUrl: string): Element[] {
  const { body, from } = entry
  if (from.role === 'customer') return []
  switch (body.kind) {
    case 'text':
      return [textElement(body.text)]
    case 'image':
    case 'voice':
    case 'video':
    case 'file':
      return [fileElement(body, publicUrl)]
    case 'location': {
      const { latitude, longitude, name, address } = body
      const content = { Desc: [name, address].filter(Boolean).join(' '), Latitude: latitude, Longitude: longitude }
      return [{ MsgType: 'TIMLocationElem', MsgContent: content }]
    }
    case 'link':
      return [textElement(`${body.title}\n${body.url}`)]
    case 'card':
      return [customElement(cardPayload(body.card))]
    case 'menu':
      return [customElement(menuPayload(body.text, body.options))]
    case 'rating_invite':
      return [customElement(ratingPayload(entry))]
    case 'event':
      return body.event === 'session_closed' ? [customElement(closedPayload(body.reason))] : []
    default:
      return []
  }
}

/** Whether the elements show all there is of the body, so that our own clients can read it from them. */
export function isShownWhole({ body, from }: Entry): boolean {
  if (from.role === 'customer') return false
  if (body.kind === 'text') return !body.quote && Buffer.byteLength(body.text) <= MAX_TEXT_BYTES
  return body.kind === 'menu'
}

function textElement(text: string): Element {
  const bytes = Buffer.from(text)
  const whole = bytes.length <= MAX_TEXT_BYTES
  // a character that is cut in two becomes U+FFFD, and goes
  const cut = whole
    ? text
    : `${bytes
        .subarray(0, MAX_TEXT_BYTES)
        .toString('utf8')
        .replace(/\uFFFD+$/, '')}…`
  return { MsgType: 'TIMTextElem', MsgContent: { Text: cut } }
}

type FileBody = Extract<Entry['body'], { file: FileRef }>

/** ImageFormat of TIMImageElem. */
const IMAGE_FORMATS: Record<string, number> = { 'image/jpeg': 1, 'image/gif': 2, 'image/png': 3 }
/** Download_Flag: the address can be fetched as it is. */
const BY_URL = 2

function fileElement(body: FileBody, publicUrl: string): Element {
  const { file } = body
  const absolute = (link = ''): string => (link.startsWith('/') ? publicUrl + link : link)
  const url = absolute(file.url)
  if (!/^https?:/.test(url)) return textElement(`[${file.name}]`)
  const id = createHash('sha256').update(file.fileId).digest('hex').slice(0, 32)
  switch (body.kind) {
    case 'image': {
      const info = { Size: file.size, Width: body.width, Height: body.height, URL: url }
      const all = [1, 2, 3].map((Type) => ({ Type, ...info }))
      const ImageFormat = IMAGE_FORMATS[file.mime] ?? 255
      return { MsgType: 'TIMImageElem', MsgContent: { UUID: id, ImageFormat, ImageInfoArray: all } }
    }
    case 'voice': {
      const content = { Url: url, UUID: id, Size: file.size, Second: body.seconds, Download_Flag: BY_URL }
      return { MsgType: 'TIMSoundElem', MsgContent: content }
    }
    case 'video': {
      const video = { VideoUrl: url, VideoUUID: id, VideoSize: file.size, VideoSecond: body.seconds }
      // without a still picture of it the film stands for itself
      const thumb = { ThumbUrl: absolute(file.poster) || url, ThumbUUID: id, ThumbSize: file.size, ThumbFormat: 'JPG' }
      const size = { ThumbWidth: body.width, ThumbHeight: body.height }
      const flags = { VideoFormat: 'mp4', VideoDownloadFlag: BY_URL, ThumbDownloadFlag: BY_URL }
      return { MsgType: 'TIMVideoFileElem', MsgContent: { ...video, ...thumb, ...size, ...flags } }
    }
    case 'file': {
      const content = { Url: url, UUID: id, FileSize: file.size, FileName: file.name, Download_Flag: BY_URL }
      return { MsgType: 'TIMFileElem', MsgContent: content }
    }
  }
}
