import { onScopeDispose, type Ref, readonly, ref } from 'vue'

/** Whether a media query holds, now and later. */
export function useMedia(query: string): Readonly<Ref<boolean>> {
  const list = window.matchMedia(query)
  const matches = ref(list.matches)
  const read = () => {
    matches.value = list.matches
  }
  list.addEventListener('change', read)
  onScopeDispose(() => list.removeEventListener('change', read))
  return readonly(matches)
}
