import type { glassEasel } from 'glass-easel-miniprogram-adapter'

/** One of WeChat's built-in components as a DOM element. */
export class SimulatedElement extends HTMLElement {
  /** the engine's node; the engine sets it right after it made the element */
  declare __wxElement?: glassEasel.Element
  /** set where a template binds `model:value` or `model:checked` */
  modelListeners = new Map<string, (value: unknown) => void>()

  /** Tells the mini-program, as `bind:name` hears it. */
  fire(name: string, detail: object, options: { bubbles?: boolean; composed?: boolean } = {}): void {
    this.__wxElement?.triggerEvent(name, detail, options)
  }

  flag(name: string): boolean {
    return this.hasAttribute(name) && this.getAttribute(name) !== 'false'
  }

  setFlag(name: string, value: boolean): void {
    if (value) this.setAttribute(name, '')
    else this.removeAttribute(name)
  }

  /** An attribute as the template gave it: lists and objects do not survive as DOM attributes. */
  raw(name: string): unknown {
    return this.__wxElement?.getAttribute(name)
  }

  numeric(name: string, fallback: number): number {
    const value = this.getAttribute(name)
    return value === null || value === '' || Number.isNaN(Number(value)) ? fallback : Number(value)
  }

  /** Updates what `model:name` is bound to. */
  writeModel(name: string, value: unknown): void {
    this.modelListeners.get(name)?.(value)
  }

  /** Fills a shadow root with the parts of the element that a template does not see. */
  protected build(html: string): ShadowRoot {
    const root = this.attachShadow({ mode: 'open' })
    root.innerHTML = html
    return root
  }
}

/** An element that does something when it is tapped, after the mini-program heard of the tap. */
export interface Activatable extends HTMLElement {
  activate(): void
}

export const isActivatable = (node: unknown): node is Activatable =>
  node instanceof HTMLElement && 'activate' in node && typeof node.activate === 'function'

/** A control with a value that a form collects under its `name`. */
export interface FormField extends HTMLElement {
  readonly formValue: unknown
  resetValue(): void
}

export const isFormField = (node: unknown): node is FormField => node instanceof HTMLElement && 'formValue' in node
