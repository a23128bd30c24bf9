import { element, phoneScreen } from './dom'

/** px of the keyboard that rises over the page while a field has the focus, as `?keyboard=260` says; 0 for none. */
const HEIGHT = Number(new URLSearchParams(location.search).get('keyboard')) || 0

/** ms it takes to rise: by then the finger that tapped the field is up, and its click has not landed on the keyboard. */
const RISES_MS = 100

const listeners: ((height: number) => void)[] = []
let rising = 0
let panel: HTMLElement | undefined

/** Hears of every change of the height that the keyboard covers. */
export const onKeyboard = (listener: (height: number) => void): void => {
  listeners.push(listener)
}

/** @param risen called with the height it covers then, unless it is lowered before */
export function raiseKeyboard(risen: (height: number) => void): void {
  window.clearTimeout(rising)
  if (HEIGHT === 0) return
  rising = window.setTimeout(() => {
    panel ??= element('div', { class: 'sim-keyboard', 'aria-hidden': 'true', style: `height:${HEIGHT}px` })
    phoneScreen().append(panel)
    risen(HEIGHT)
    for (const listener of listeners) listener(HEIGHT)
  }, RISES_MS)
}

/** @param lowered called if it was there */
export function lowerKeyboard(lowered: () => void): void {
  window.clearTimeout(rising)
  if (!panel) return
  panel.remove()
  panel = undefined
  lowered()
  for (const listener of listeners) listener(0)
}
