import { closestForm } from './form-element'
import { SimulatedElement } from './simulated-element'

/** `<button>`: also reachable by keyboard; `form-type` submits or resets its form; `open-type` has nothing to open here. */
export class ButtonElement extends SimulatedElement {
  static readonly observedAttributes = ['disabled']

  connectedCallback(): void {
    if (!this.hasAttribute('role')) this.setAttribute('role', 'button')
    this.tabIndex = this.flag('disabled') ? -1 : 0
  }

  attributeChangedCallback(): void {
    const disabled = this.flag('disabled')
    this.tabIndex = disabled ? -1 : 0
    if (disabled) this.setAttribute('aria-disabled', 'true')
    else this.removeAttribute('aria-disabled')
  }

  activate(): void {
    const type = this.getAttribute('form-type')
    if (type === 'submit') closestForm(this)?.submit()
    if (type === 'reset') closestForm(this)?.reset()
  }
}
