import { resolveAsset } from '../asset-url'
import { openDialog } from '../frame/dialog'
import { element, phoneScreen } from '../frame/dom'
import { texts } from '../frame/texts'
import { fields, number, text } from '../record'
import { ApiFailure, allAsynchronous } from './api'
import { fileUrl, registerFile } from './file-registry'

/** Lets the person choose files of their machine. @throws ApiFailure `cancel` */
function chooseFiles(accept: string, multiple: boolean, capture: boolean): Promise<File[]> {
  return new Promise((resolve, reject) => {
    const input = element('input', { type: 'file', accept, hidden: '', ...(capture ? { capture: 'environment' } : {}) })
    input.multiple = multiple
    input.addEventListener('change', () => {
      input.remove()
      resolve([...(input.files ?? [])])
    })
    input.addEventListener('cancel', () => {
      input.remove()
      reject(new ApiFailure('cancel'))
    })
    phoneScreen().append(input)
    input.click()
  })
}

const list = (value: unknown, fallback: string[]) => (Array.isArray(value) ? value.map((item) => text(item)) : fallback)

/** The longer side of a film's first frame. */
const FRAME_PX = 480

const onlyCamera = (sourceType: unknown) => list(sourceType, []).join() === 'camera'

/** How large a picture is, in px. */
async function measure(path: string): Promise<{ width: number; height: number }> {
  const image = new Image()
  image.src = fileUrl(path) ?? path
  await image.decode().catch(() => {})
  return { width: image.naturalWidth, height: image.naturalHeight }
}

/** How large a film is, in px, how long it plays, in s, and its first frame. */
async function look(path: string) {
  const video = document.createElement('video')
  video.muted = true
  video.src = fileUrl(path) ?? path
  await new Promise((resolve) => {
    video.addEventListener('loadeddata', resolve)
    video.addEventListener('error', resolve)
  })
  const size = { width: video.videoWidth, height: video.videoHeight }
  const thumbTempFilePath = registerFile(await frameOf(video), 'thumb.jpg')
  return { ...size, duration: video.duration || 0, thumbTempFilePath }
}

/** What the film shows now; a grey picture when the browser cannot play it, since a phone always has one. */
function frameOf(video: HTMLVideoElement): Promise<Blob> {
  const canvas = document.createElement('canvas')
  const scale = Math.min(1, FRAME_PX / Math.max(video.videoWidth, video.videoHeight, 1))
  canvas.width = Math.max(1, video.videoWidth * scale)
  canvas.height = Math.max(1, video.videoHeight * scale)
  const context = canvas.getContext('2d')
  if (context) {
    context.fillStyle = '#8a8a8a'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.drawImage(video, 0, 0, canvas.width, canvas.height)
  }
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? new Blob()), 'image/jpeg'))
}

function previewImage(urls: string[], current: string): void {
  const image = element('img', { src: resolveAsset(current || (urls[0] ?? '')), alt: '' })
  const button = element('button', { type: 'button', class: 'sim-preview', 'aria-label': texts().back }, image)
  const close = openDialog('sim-modal', texts().back, [button], () => close())
  button.closest('.sim-mask')?.classList.add('sim-preview-mask')
  button.addEventListener('click', () => close())
}

/** `wx.chooseMedia` and its like, by a real file input. */
export const media = allAsynchronous({
  async chooseMedia(options) {
    const types = list(options.mediaType, ['image', 'video']).filter((type) => type !== 'mix')
    const accept = (types.length > 0 ? types : ['image', 'video']).map((type) => `${type}/*`).join(',')
    const count = number(options.count, 9)
    const files = (await chooseFiles(accept, count > 1, onlyCamera(options.sourceType))).slice(0, count)
    const tempFiles = await Promise.all(
      files.map(async (file) => {
        const fileType = file.type.startsWith('video/') ? 'video' : 'image'
        const tempFilePath = registerFile(file, file.name)
        const facts = fileType === 'video' ? await look(tempFilePath) : await measure(tempFilePath)
        return { tempFilePath, size: file.size, fileType, ...facts }
      }),
    )
    return {
      type: new Set(tempFiles.map((file) => file.fileType)).size > 1 ? 'mix' : tempFiles[0]?.fileType,
      tempFiles,
    }
  },

  async chooseImage(options) {
    const count = number(options.count, 9)
    const files = (await chooseFiles('image/*', count > 1, onlyCamera(options.sourceType))).slice(0, count)
    const tempFiles = files.map((file) => ({ path: registerFile(file, file.name), size: file.size }))
    return { tempFilePaths: tempFiles.map((file) => file.path), tempFiles }
  },

  async chooseMessageFile(options) {
    const files = (await chooseFiles('', number(options.count, 1) > 1, false)).slice(0, number(options.count, 1))
    const time = Math.floor(Date.now() / 1000)
    const tempFiles = files.map((file) => ({
      ...{ path: registerFile(file, file.name), name: file.name, size: file.size, time },
      type: /^(image|video)\//.exec(file.type)?.[1] ?? 'file',
    }))
    return { tempFiles }
  },

  async getImageInfo({ src }) {
    const { width, height } = await measure(resolveAsset(text(src)))
    if (width === 0) throw new ApiFailure('download image fail')
    return { width, height, path: text(src), orientation: 'up' }
  },

  previewImage({ urls, current }) {
    previewImage(list(urls, []), text(current))
  },

  previewMedia({ sources, current }) {
    const urls = Array.isArray(sources) ? sources.map((source) => text(fields(source).url)) : []
    previewImage(urls, urls[number(current, 0)] ?? '')
  },
})
