import { SimulatedElement } from './simulated-element'

/** Elements that only need their styles. */
export const PLAIN_TAGS = ['view', 'text', 'swiper-item', 'page-root']

export const definePlainElements = (define: (tag: string, element: CustomElementConstructor) => void): void => {
  for (const tag of PLAIN_TAGS) define(tag, class extends SimulatedElement {})
}

/** A named sign; the style sheet draws it. */
export class IconElement extends SimulatedElement {
  static readonly observedAttributes = ['size', 'color']

  attributeChangedCallback(name: string, _: string | null, value: string | null): void {
    if (name === 'color') this.style.setProperty('--icon-color', value ?? '')
    else this.style.setProperty('--icon-size', /^\d+$/.test(value ?? '') ? `${value}px` : (value ?? ''))
  }
}
