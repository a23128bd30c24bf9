import { onScopeDispose, type Ref, ref, watch } from 'vue'
import { useDesk } from './desk-context'

/** A session counts as read while it is open on a page that is seen, with its end in view. */
export function useMarkRead(sessionId: string, isAtEnd: Readonly<Ref<boolean>>): void {
  const { state, client } = useDesk()
  const isSeen = ref(document.visibilityState === 'visible')
  const onVisibility = () => {
    isSeen.value = document.visibilityState === 'visible'
  }
  document.addEventListener('visibilitychange', onVisibility)
  onScopeDispose(() => document.removeEventListener('visibilitychange', onVisibility))
  const phase = () => state.value.desk?.sessions.find((session) => session.sessionId === sessionId)?.phase
  watch(
    [isSeen, isAtEnd, phase, () => state.value.transcripts.get(sessionId)],
    () => isSeen.value && isAtEnd.value && client.markRead(sessionId),
    { immediate: true },
  )
}
