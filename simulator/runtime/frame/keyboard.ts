import { element, phoneScreen } from './dom'

/** px of the keyboard that rises over the page while a field has the focus, as `?keyboard=260` says; 0 for none. */
const HEIGHT = Number(new URLSearchParams(location.search).get('keyboard')) || 0

const listeners: ((height: number) => void)[] = []
let panel: HTMLElement | undefined

/** Hears of every change of the height that the keyboard covers. */
export const onKeyboard = (listener: (height: number) => void): void => {
  listeners.push(listener)
}

/** @returns the height it covers then */
export function raiseKeyboard(): number {
  if (HEIGHT > 0 && !panel) {
    panel = element('div', { class: 'sim-keyboard', 'aria-hidden': 'true', style: `height:${HEIGHT}px` })
    phoneScreen().append(panel)
    for (const listener of listeners) listener(HEIGHT)
  }
  return HEIGHT
}

export function lowerKeyboard(): void {
  if (!panel) return
  panel.remove()
  panel = undefined
  for (const listener of listeners) listener(0)
}
