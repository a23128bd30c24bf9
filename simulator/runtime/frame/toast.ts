import { element, phoneScreen } from './dom'
import { texts } from './texts'

const ICONS: Record<string, string> = { success: '✓', error: '✕', loading: '' }

let shown: { node: HTMLElement; timer: number; kind: 'toast' | 'loading' } | undefined

/** Shows a short message over the mini-program; a later one takes its place. @param duration ms; 0 stays until hidden */
export function showToast(
  kind: 'toast' | 'loading',
  title: string,
  icon: string,
  mask: boolean,
  duration: number,
): void {
  remove()
  const sign =
    icon === 'none'
      ? []
      : [element('i', { class: `sim-toast-sign sim-toast-${icon}`, 'aria-hidden': 'true' }, ICONS[icon] ?? '')]
  const label = title || (kind === 'loading' ? texts().loading : '')
  const box = element(
    'div',
    { class: icon === 'none' ? 'sim-toast sim-toast-text' : 'sim-toast', role: 'status' },
    ...sign,
    label,
  )
  const node = element('div', { class: mask ? 'sim-toast-layer sim-toast-mask' : 'sim-toast-layer' }, box)
  phoneScreen().append(node)
  shown = { node, kind, timer: duration > 0 ? window.setTimeout(remove, duration) : 0 }
}

/** hideToast does not hide a loading sign, nor hideLoading a toast. */
export function hideToast(kind: 'toast' | 'loading'): void {
  if (shown?.kind === kind) remove()
}

function remove(): void {
  clearTimeout(shown?.timer)
  shown?.node.remove()
  shown = undefined
}
