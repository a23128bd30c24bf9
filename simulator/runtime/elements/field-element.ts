import { lowerKeyboard, raiseKeyboard } from '../frame/keyboard'
import { SimulatedElement } from './simulated-element'

const STYLE = `
  :host { overflow: hidden }
  input, textarea {
    display: block; box-sizing: border-box; width: 100%; height: 100%; margin: 0; padding: 0; border: 0; outline: 0;
    border-radius: 0; background: none; font: inherit; color: inherit; text-align: inherit; letter-spacing: inherit;
    line-height: inherit; resize: none; -webkit-appearance: none; appearance: none;
  }
  ::placeholder { color: #808080; opacity: 1 }`

const KEYBOARDS: Record<string, string> = { number: 'numeric', digit: 'decimal', idcard: 'text' }
const DEFAULT_MAX_LENGTH = 140

/** `<input>` and `<textarea>`: a native field inside an element of WeChat's name. */
export class FieldElement extends SimulatedElement {
  static readonly observedAttributes = [
    ...[
      'value',
      'placeholder',
      'placeholder-style',
      'disabled',
      'focus',
      'auto-focus',
      'maxlength',
      'type',
      'password',
    ],
    ...['auto-height', 'confirm-type', 'aria-label', 'aria-describedby'],
  ]
  private readonly field: HTMLInputElement | HTMLTextAreaElement
  private readonly placeholderStyle: HTMLStyleElement
  private lastHeight = 0

  constructor() {
    super()
    this.field = document.createElement(this.localName === 'wx-textarea' ? 'textarea' : 'input')
    this.field.maxLength = DEFAULT_MAX_LENGTH
    this.placeholderStyle = document.createElement('style')
    const root = this.build(`<style>${STYLE}</style>`)
    root.append(this.placeholderStyle, this.field)
    this.field.addEventListener('input', () => this.onInput())
    const keyboardCovers = (height: number) => this.fire('keyboardheightchange', { height, duration: 0 })
    this.field.addEventListener('focus', () => {
      this.fire('focus', { value: this.field.value, height: 0 })
      raiseKeyboard(keyboardCovers)
    })
    this.field.addEventListener('blur', () => {
      this.fire('blur', { value: this.field.value, cursor: this.cursor })
      lowerKeyboard(() => keyboardCovers(0))
    })
    this.field.addEventListener('keydown', (event) => this.onKey(event))
    // a page may be laid out only after its values are set; growing inside the callback would call it again
    new ResizeObserver(() => requestAnimationFrame(() => this.grow())).observe(this)
  }

  get formValue(): string {
    return this.field.value
  }

  resetValue(): void {
    this.field.value = ''
  }

  override focus(): void {
    this.field.focus()
  }

  activate(): void {
    if (document.activeElement !== this) this.field.focus()
  }

  attributeChangedCallback(name: string, _: string | null, value: string | null): void {
    const { field } = this
    if (name === 'value') {
      if (field.value !== (value ?? '')) field.value = value ?? ''
      this.grow()
    } else if (name === 'focus' || name === 'auto-focus') {
      if (this.flag(name)) queueMicrotask(() => field.focus())
      else if (name === 'focus' && value === null) field.blur()
    } else if (name === 'disabled') field.disabled = this.flag('disabled')
    else if (name === 'maxlength') this.limit(Number(value ?? DEFAULT_MAX_LENGTH))
    else if (name === 'placeholder') field.placeholder = value ?? ''
    else if (name === 'placeholder-style') this.placeholderStyle.textContent = `::placeholder { ${value} }`
    else if (name === 'type' || name === 'password') this.chooseKeyboard()
    else if (name === 'confirm-type') field.enterKeyHint = value ?? ''
    else if (name.startsWith('aria-')) value === null ? field.removeAttribute(name) : field.setAttribute(name, value)
  }

  /** -1 means no limit. */
  private limit(length: number): void {
    if (length < 0) this.field.removeAttribute('maxlength')
    else this.field.maxLength = length
  }

  private get cursor(): number {
    return this.field.selectionStart ?? this.field.value.length
  }

  private chooseKeyboard(): void {
    const type = this.getAttribute('type') ?? 'text'
    if (this.field instanceof HTMLInputElement) {
      this.field.type = this.flag('password') || type === 'safe-password' ? 'password' : 'text'
    }
    this.field.inputMode = KEYBOARDS[type] ?? 'text'
  }

  private onInput(): void {
    const { value } = this.field
    this.grow()
    this.writeModel('value', value)
    this.fire('input', { value, cursor: this.cursor, keyCode: 0 })
  }

  private onKey(event: Event): void {
    if (!(event instanceof KeyboardEvent) || event.key !== 'Enter' || event.isComposing) return
    const confirms =
      this.field instanceof HTMLInputElement || (this.getAttribute('confirm-type') ?? 'return') !== 'return'
    if (!confirms || event.shiftKey) return
    event.preventDefault()
    this.fire('confirm', { value: this.field.value })
  }

  private grow(): void {
    if (!this.flag('auto-height') || !this.isConnected) return
    this.field.style.height = '0'
    const height = this.field.scrollHeight
    this.field.style.height = ''
    if (height === 0) return
    this.style.height = `${height}px`
    if (height === this.lastHeight) return
    this.lastHeight = height
    const lineHeight = Number.parseFloat(getComputedStyle(this.field).lineHeight) || height
    this.fire('linechange', { height, lineCount: Math.max(1, Math.round(height / lineHeight)) })
  }
}
