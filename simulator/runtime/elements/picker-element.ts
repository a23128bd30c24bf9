import { askForChoice, askForDate } from '../frame/sheet'
import { fields, number, text } from '../record'
import { SimulatedElement } from './simulated-element'

/** `<picker>` in the modes selector, date and time: a tap on what it holds opens a sheet. */
export class PickerElement extends SimulatedElement {
  connectedCallback(): void {
    if (!this.hasAttribute('role')) this.setAttribute('role', 'button')
    this.tabIndex = 0
  }

  get formValue(): unknown {
    return this.raw('value') ?? ''
  }

  resetValue(): void {
    this.writeModel('value', 0)
  }

  activate(): void {
    if (!this.flag('disabled')) void this.pick()
  }

  private async pick(): Promise<void> {
    const mode = this.getAttribute('mode') ?? 'selector'
    const title = this.getAttribute('header-text') ?? ''
    const value =
      mode === 'date' || mode === 'time'
        ? await askForDate({ mode, title, value: text(this.raw('value')) })
        : await askForChoice({ title, items: this.labels(), current: number(this.raw('value'), 0) })
    if (value === undefined) return this.fire('cancel', {})
    this.writeModel('value', value)
    this.fire('change', { value })
  }

  private labels(): string[] {
    const range = this.raw('range')
    const key = this.getAttribute('range-key')
    return Array.isArray(range) ? range.map((item) => text(key ? fields(item)[key] : item)) : []
  }
}
