import { resolveAsset } from '../asset-url'
import { SimulatedElement } from './simulated-element'

const FITS: Record<string, string> = { scaleToFill: 'fill', aspectFit: 'contain', aspectFill: 'cover' }
const POSITIONS = new Set([
  'top',
  'bottom',
  'center',
  'left',
  'right',
  'top left',
  'top right',
  'bottom left',
  'bottom right',
])

/** `<image>`: 320×240 px unless styled; its `mode` says how the picture fits in. */
export class ImageElement extends SimulatedElement {
  static readonly observedAttributes = ['src', 'mode', 'aria-label']
  private readonly image = document.createElement('img')

  constructor() {
    super()
    const root = this.build('<style>img { display: block; width: 100%; height: 100%; border-radius: inherit }</style>')
    this.image.alt = ''
    this.image.draggable = false
    this.image.addEventListener('load', () => {
      this.fire('load', { width: this.image.naturalWidth, height: this.image.naturalHeight })
    })
    this.image.addEventListener('error', () => this.fire('error', { errMsg: `GET ${this.image.src} failed` }))
    root.append(this.image)
  }

  attributeChangedCallback(name: string, _: string | null, value: string | null): void {
    if (name === 'mode') this.fit(value ?? 'scaleToFill')
    else if (name === 'aria-label') this.image.alt = value ?? ''
    else if (value) this.image.src = resolveAsset(value, this.__wxElement?.ownerShadowRoot?.getHostNode().is)
    else this.image.removeAttribute('src')
  }

  private fit(mode: string): void {
    const { style } = this.image
    style.objectFit = POSITIONS.has(mode) ? 'none' : (FITS[mode] ?? 'fill')
    style.objectPosition = POSITIONS.has(mode) ? mode : ''
    if (mode === 'widthFix') {
      this.style.height = 'auto'
      style.height = 'auto'
    } else if (mode === 'heightFix') {
      this.style.width = 'auto'
      style.width = 'auto'
    }
  }
}

/** `<video>`: the browser's own player. */
export class VideoElement extends SimulatedElement {
  static readonly observedAttributes = ['src', 'poster', 'loop', 'muted', 'autoplay', 'controls']
  private readonly video = document.createElement('video')

  constructor() {
    super()
    const root = this.build('<style>video { width: 100%; height: 100%; background: #000 }</style>')
    this.video.controls = true
    this.video.playsInline = true
    for (const name of ['play', 'pause', 'ended']) this.video.addEventListener(name, () => this.fire(name, {}))
    this.video.addEventListener('error', () => this.fire('error', { errMsg: 'MEDIA_ERR' }))
    root.append(this.video)
  }

  attributeChangedCallback(name: string, _: string | null, value: string | null): void {
    const base = this.__wxElement?.ownerShadowRoot?.getHostNode().is
    if (name === 'src') this.video.src = value ? resolveAsset(value, base) : ''
    else if (name === 'poster') this.video.poster = value ? resolveAsset(value, base) : ''
    else if (name === 'controls') this.video.controls = this.flag(name)
    else if (name === 'loop') this.video.loop = this.flag(name)
    else if (name === 'muted') this.video.muted = this.flag(name)
    else this.video.autoplay = this.flag(name)
  }
}
