import { onScopeDispose } from 'vue'

/** Alt + Q quotes the customer's latest message, Alt + U chooses files. */
export function useComposerKeys(acts: { quoteLatest(): void; attach(): void }): void {
  const onKeydown = (event: KeyboardEvent) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return
    if (event.code === 'KeyQ') acts.quoteLatest()
    else if (event.code === 'KeyU') acts.attach()
    else return
    event.preventDefault()
  }
  window.addEventListener('keydown', onKeydown)
  onScopeDispose(() => window.removeEventListener('keydown', onKeydown))
}
