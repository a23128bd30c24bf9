import { onScopeDispose, ref, watch } from 'vue'
import { useDesk } from './desk-context'

/** A session that is open on a page that is seen counts as read. */
export function useMarkRead(sessionId: string): void {
  const { state, client } = useDesk()
  const isSeen = ref(document.visibilityState === 'visible')
  const onVisibility = () => {
    isSeen.value = document.visibilityState === 'visible'
  }
  document.addEventListener('visibilitychange', onVisibility)
  onScopeDispose(() => document.removeEventListener('visibilitychange', onVisibility))
  watch(
    [isSeen, () => state.value.transcripts.get(sessionId)],
    () => isSeen.value && client.store.markRead(sessionId),
    {
      immediate: true,
    },
  )
}
