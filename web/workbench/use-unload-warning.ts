import { onScopeDispose } from 'vue'

/** Has the browser ask before the page is left. @param wouldLose whether something is under way that a reload ends */
export function useUnloadWarning(wouldLose: () => boolean): void {
  const onBeforeUnload = (event: BeforeUnloadEvent) => {
    if (wouldLose()) event.preventDefault()
  }
  window.addEventListener('beforeunload', onBeforeUnload)
  onScopeDispose(() => window.removeEventListener('beforeunload', onBeforeUnload))
}
