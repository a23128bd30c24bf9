import { openDialog } from './dialog'
import { element } from './dom'
import { texts } from './texts'

interface Choice {
  title: string
  items: string[]
  /** index of the item chosen so far */
  current?: number
  color?: string
}

/** Offers a list from the bottom of the screen. @returns the index chosen, or undefined if it was left */
export function askForChoice({ title, items, current, color }: Choice): Promise<number | undefined> {
  return new Promise((resolve) => {
    const finish = (index?: number) => {
      close()
      resolve(index)
    }
    const buttons = items.map((item, index) => {
      const button = element('button', { type: 'button' }, item)
      if (index === current) button.setAttribute('aria-current', 'true')
      if (color) button.style.color = color
      button.addEventListener('click', () => finish(index))
      return button
    })
    const cancel = element('button', { type: 'button', class: 'sim-sheet-cancel' }, texts().cancel)
    cancel.addEventListener('click', () => finish())
    const head = title ? [element('p', {}, title)] : []
    const list = element('div', { class: 'sim-sheet-items' }, ...buttons)
    const close = openDialog('sim-sheet', title || texts().confirm, [...head, list, cancel], () => finish())
  })
}

/** Asks for a date or a time of day from the bottom of the screen. @returns undefined if it was left */
export function askForDate(options: {
  mode: 'date' | 'time'
  title: string
  value: string
}): Promise<string | undefined> {
  return new Promise((resolve) => {
    const input = element('input', {
      type: options.mode,
      value: options.value,
      'aria-label': options.title || options.mode,
    })
    const finish = (value?: string) => {
      close()
      resolve(value)
    }
    const confirm = element('button', { type: 'button' }, texts().confirm)
    confirm.addEventListener('click', () => finish(input.value))
    const cancel = element('button', { type: 'button', class: 'sim-sheet-cancel' }, texts().cancel)
    cancel.addEventListener('click', () => finish())
    const head = options.title ? [element('p', {}, options.title)] : []
    const close = openDialog('sim-sheet', options.title || options.mode, [...head, input, confirm, cancel], () =>
      finish(),
    )
  })
}
