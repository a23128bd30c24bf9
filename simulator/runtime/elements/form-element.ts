import { isActivatable, isFormField, SimulatedElement } from './simulated-element'

/** `<form>`: collects what its named fields hold. */
export class FormElement extends SimulatedElement {
  private fields() {
    return [...this.querySelectorAll('[name]')].filter(isFormField)
  }

  submit(): void {
    const value = Object.fromEntries(this.fields().map((field) => [field.getAttribute('name') ?? '', field.formValue]))
    this.fire('submit', { value })
  }

  reset(): void {
    for (const field of this.fields()) field.resetValue()
    this.fire('reset', {})
  }
}

export function closestForm(element: Element): FormElement | undefined {
  const form = element.closest('wx-form')
  return form instanceof FormElement ? form : undefined
}

/** `<label>`: a tap on it is a tap on its control, the one `for` names or the first inside. */
export class LabelElement extends SimulatedElement {
  activate(): void {
    const id = this.getAttribute('for')
    const named = id ? this.__wxElement?.ownerShadowRoot?.getElementById(id)?.getBackendElement() : undefined
    const control = named ?? [...this.querySelectorAll('*')].find((node) => isFormField(node) || isActivatable(node))
    if (isActivatable(control)) control.activate()
    else if (control instanceof HTMLElement) control.focus()
  }
}
