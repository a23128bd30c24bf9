import { SimulatedElement } from './simulated-element'

const STYLE = `
  :host { display: block; position: relative; overflow: hidden }
  .track { display: flex; width: 100%; height: 100%; overflow: auto hidden; scroll-snap-type: x mandatory; scrollbar-width: none }
  :host([vertical]) .track { flex-direction: column; overflow: hidden auto; scroll-snap-type: y mandatory }
  ::slotted(*) { flex: none; width: 100%; height: 100%; scroll-snap-align: start }
  .dots { position: absolute; bottom: 10px; left: 0; right: 0; display: none; justify-content: center; gap: 8px }
  :host([indicator-dots]) .dots { display: flex }
  .dots i { width: 8px; height: 8px; border-radius: 50%; background: var(--dot, rgba(0, 0, 0, .3)) }
  .dots i.current { background: var(--current-dot, #000) }`

/** `<swiper>`: its items side by side (or one below the other), one visible, moved by finger, `current` or `autoplay`. */
export class SwiperElement extends SimulatedElement {
  static readonly observedAttributes = ['current', 'autoplay', 'interval', 'indicator-color', 'indicator-active-color']
  private readonly track: HTMLElement
  private readonly dots: HTMLElement
  private readonly slotted: HTMLSlotElement
  private index = 0
  private timer = 0
  private source: 'autoplay' | 'touch' | '' = 'touch'

  constructor() {
    super()
    this.track = document.createElement('div')
    this.track.className = 'track'
    this.slotted = document.createElement('slot')
    this.track.append(this.slotted)
    this.dots = document.createElement('div')
    this.dots.className = 'dots'
    this.build(`<style>${STYLE}</style>`).append(this.track, this.dots)
    this.track.addEventListener('scroll', () => this.settle(), { passive: true })
    this.slotted.addEventListener('slotchange', () => this.show(this.numeric('current', 0), false))
  }

  connectedCallback(): void {
    this.schedule()
  }

  disconnectedCallback(): void {
    clearInterval(this.timer)
  }

  attributeChangedCallback(name: string, _: string | null, value: string | null): void {
    if (name === 'current') this.show(Number(value ?? 0), this.isConnected)
    else if (name === 'indicator-color') this.style.setProperty('--dot', value ?? '')
    else if (name === 'indicator-active-color') this.style.setProperty('--current-dot', value ?? '')
    else this.schedule()
  }

  private get count(): number {
    return this.slotted.assignedElements().length
  }

  private show(index: number, animated: boolean): void {
    this.source = ''
    const size = this.flag('vertical') ? this.track.clientHeight : this.track.clientWidth
    const to = this.flag('vertical') ? { top: index * size } : { left: index * size }
    this.track.scrollTo({ ...to, behavior: animated ? 'smooth' : 'instant' })
    if (!animated) this.index = index
    this.drawDots()
  }

  private settle(): void {
    const size = this.flag('vertical') ? this.track.clientHeight : this.track.clientWidth
    const at = this.flag('vertical') ? this.track.scrollTop : this.track.scrollLeft
    const index = size === 0 ? 0 : Math.round(at / size)
    if (index === this.index) return
    this.index = index
    this.drawDots()
    this.fire('change', { current: index, source: this.source })
    this.source = 'touch'
  }

  private drawDots(): void {
    this.dots.replaceChildren(
      ...Array.from({ length: this.count }, (_, index) => {
        const dot = document.createElement('i')
        dot.classList.toggle('current', index === this.index)
        return dot
      }),
    )
  }

  private schedule(): void {
    clearInterval(this.timer)
    if (!this.flag('autoplay') || !this.isConnected) return
    this.timer = window.setInterval(
      () => {
        if (this.count === 0) return
        this.show((this.index + 1) % this.count, true)
        this.source = 'autoplay'
      },
      this.numeric('interval', 5000),
    )
  }
}
