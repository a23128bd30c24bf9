import { SimulatedElement } from './simulated-element'

/** What `<checkbox>`, `<radio>` and `<switch>` share: on or off, by tap, label or keyboard. */
abstract class ChoiceElement extends SimulatedElement {
  static readonly observedAttributes = ['checked', 'disabled', 'color']
  protected abstract readonly kind: string

  connectedCallback(): void {
    if (!this.hasAttribute('role')) this.setAttribute('role', this.kind)
    this.tabIndex = this.flag('disabled') ? -1 : 0
    this.setAttribute('aria-checked', String(this.checked))
  }

  attributeChangedCallback(name: string, _: string | null, value: string | null): void {
    if (name === 'checked') this.setAttribute('aria-checked', String(this.checked))
    else if (name === 'color') this.style.setProperty('--choice-color', value ?? '')
  }

  get checked(): boolean {
    return this.flag('checked')
  }

  get formValue(): unknown {
    return this.checked
  }

  resetValue(): void {
    this.setFlag('checked', false)
  }

  abstract activate(): void
}

export class SwitchElement extends ChoiceElement {
  protected readonly kind = 'switch'

  activate(): void {
    if (this.flag('disabled')) return
    this.setFlag('checked', !this.checked)
    this.writeModel('checked', this.checked)
    this.fire('change', { value: this.checked })
  }
}

export class CheckboxElement extends ChoiceElement {
  protected readonly kind = 'checkbox'

  activate(): void {
    if (this.flag('disabled')) return
    this.setFlag('checked', !this.checked)
    const group = this.closest('wx-checkbox-group')
    if (group instanceof CheckboxGroupElement) group.fire('change', { value: group.formValue })
  }
}

export class RadioElement extends ChoiceElement {
  protected readonly kind = 'radio'

  activate(): void {
    if (this.flag('disabled') || this.checked) return
    const group = this.closest('wx-radio-group')
    if (group instanceof RadioGroupElement) group.resetValue()
    this.setFlag('checked', true)
    if (group instanceof RadioGroupElement) group.fire('change', { value: group.formValue })
  }
}

/** What a `<checkbox-group>` and a `<radio-group>` share: the values of those inside that are on. */
abstract class ChoiceGroupElement extends SimulatedElement {
  protected choices(): ChoiceElement[] {
    return [...this.querySelectorAll('wx-checkbox, wx-radio')].filter((node) => node instanceof ChoiceElement)
  }

  protected chosen(): string[] {
    return this.choices()
      .filter((choice) => choice.checked)
      .map((choice) => choice.getAttribute('value') ?? '')
  }

  resetValue(): void {
    for (const choice of this.choices()) choice.resetValue()
  }
}

export class CheckboxGroupElement extends ChoiceGroupElement {
  get formValue(): unknown {
    return this.chosen()
  }
}

export class RadioGroupElement extends ChoiceGroupElement {
  connectedCallback(): void {
    if (!this.hasAttribute('role')) this.setAttribute('role', 'radiogroup')
  }

  get formValue(): unknown {
    return this.chosen()[0] ?? ''
  }
}
