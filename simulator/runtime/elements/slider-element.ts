import { SimulatedElement } from './simulated-element'

/** `<slider>`: the browser's own range control, with its value beside it where `show-value` asks for it. */
export class SliderElement extends SimulatedElement {
  static readonly observedAttributes = [
    'value',
    'min',
    'max',
    'step',
    'disabled',
    'show-value',
    'activeColor',
    'aria-label',
  ]
  private readonly range = document.createElement('input')
  private readonly shown = document.createElement('span')

  constructor() {
    super()
    this.range.type = 'range'
    this.range.value = '0'
    this.build(`<style>:host { display: flex; align-items: center; gap: 12px; margin: 10px 18px }
      input { flex: 1; min-width: 0; accent-color: #07863f } span { display: none; color: #888 }
      :host([show-value]) span { display: inline }</style>`).append(this.range, this.shown)
    this.range.addEventListener('input', () => {
      this.draw()
      this.fire('changing', { value: this.formValue })
    })
    this.range.addEventListener('change', () => {
      this.writeModel('value', this.formValue)
      this.fire('change', { value: this.formValue })
    })
  }

  get formValue(): number {
    return Number(this.range.value)
  }

  resetValue(): void {
    this.range.value = this.range.min
    this.draw()
  }

  attributeChangedCallback(name: string, _: string | null, value: string | null): void {
    if (name === 'disabled') this.range.disabled = this.flag('disabled')
    else if (name === 'activeColor') this.range.style.accentColor = value ?? ''
    else if (name === 'value') this.range.value = value ?? '0'
    else if (value !== null) this.range.setAttribute(name, value)
    this.draw()
  }

  private draw(): void {
    this.shown.textContent = this.range.value
  }
}
