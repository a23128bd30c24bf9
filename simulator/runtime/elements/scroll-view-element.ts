import { SimulatedElement } from './simulated-element'

const DEFAULT_THRESHOLD = 50

/** `<scroll-view>`: scrolls natively, and tells of scrolling and of nearing its ends. */
export class ScrollViewElement extends SimulatedElement {
  static readonly observedAttributes = ['scroll-top', 'scroll-left', 'scroll-into-view']
  private nearUpper = true
  private nearLower = false
  private lastTop = 0
  private lastLeft = 0

  connectedCallback(): void {
    this.addEventListener('scroll', this.onScroll, { passive: true })
  }

  disconnectedCallback(): void {
    this.removeEventListener('scroll', this.onScroll)
  }

  attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (value === null || value === '' || value === before) return
    // the children of the same setData are not in the tree yet
    queueMicrotask(() => {
      if (name === 'scroll-top') this.move({ top: Number(value) })
      else if (name === 'scroll-left') this.move({ left: Number(value) })
      else this.showChild(value)
    })
  }

  private move(to: ScrollToOptions): void {
    this.scrollTo({ ...to, behavior: this.flag('scroll-with-animation') ? 'smooth' : 'instant' })
  }

  private showChild(id: string): void {
    const child = this.__wxElement?.ownerShadowRoot?.getElementById(id)?.getBackendElement()
    if (!(child instanceof HTMLElement)) return
    const at = child.getBoundingClientRect()
    const here = this.getBoundingClientRect()
    if (this.flag('scroll-y')) this.move({ top: this.scrollTop + at.top - here.top - this.clientTop })
    if (this.flag('scroll-x')) this.move({ left: this.scrollLeft + at.left - here.left - this.clientLeft })
  }

  private readonly onScroll = (): void => {
    const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight, clientWidth } = this
    const deltaX = this.lastLeft - scrollLeft
    const deltaY = this.lastTop - scrollTop
    this.lastTop = scrollTop
    this.lastLeft = scrollLeft
    this.fire('scroll', { scrollTop, scrollLeft, scrollHeight, scrollWidth, deltaX, deltaY })

    const horizontal = this.flag('scroll-x') && !this.flag('scroll-y')
    const before = horizontal ? scrollLeft : scrollTop
    const after = horizontal ? scrollWidth - scrollLeft - clientWidth : scrollHeight - scrollTop - clientHeight
    const nearUpper = before <= this.numeric('upper-threshold', DEFAULT_THRESHOLD)
    const nearLower = after <= this.numeric('lower-threshold', DEFAULT_THRESHOLD)
    if (nearUpper && !this.nearUpper) this.fire('scrolltoupper', { direction: horizontal ? 'left' : 'top' })
    if (nearLower && !this.nearLower) this.fire('scrolltolower', { direction: horizontal ? 'right' : 'bottom' })
    this.nearUpper = nearUpper
    this.nearLower = nearLower
  }
}
