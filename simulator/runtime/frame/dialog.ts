import { element, phoneScreen } from './dom'

/**
 * Shows something over the mini-program that wants an answer. Escape and a tap beside it dismiss it where `dismiss` is
 * given; the focus stays inside and returns to where it was.
 * @returns closes it
 */
export function openDialog(
  kind: 'sim-modal' | 'sim-sheet',
  label: string,
  content: Node[],
  dismiss?: () => void,
): () => void {
  const before = document.activeElement
  const dialog = element(
    'div',
    { class: kind, role: 'dialog', 'aria-modal': 'true', 'aria-label': label, tabindex: '-1' },
    ...content,
  )
  const mask = element('div', { class: 'sim-mask' }, dialog)
  // a tap that opens a dialog is followed by the browser's click in the same place: that one is not meant for it
  let touched = false
  mask.addEventListener('pointerdown', () => {
    touched = true
  })
  mask.addEventListener(
    'click',
    (event) => {
      if (!touched && event.detail > 0) event.stopPropagation()
      else if (event.target === mask) dismiss?.()
    },
    { capture: true },
  )
  mask.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') dismiss?.()
    if (event.key === 'Tab') keepFocus(event, dialog)
  })
  phoneScreen().append(mask)
  dialog.focus()
  return () => {
    mask.remove()
    if (before instanceof HTMLElement) before.focus()
  }
}

function keepFocus(event: KeyboardEvent, dialog: HTMLElement): void {
  const stops = [...dialog.querySelectorAll<HTMLElement>('button, input')]
  const last = stops.at(-1)
  const leaving = event.shiftKey ? document.activeElement === stops[0] : document.activeElement === last
  if (!leaving) return
  event.preventDefault()
  ;(event.shiftKey ? last : stops[0])?.focus()
}
