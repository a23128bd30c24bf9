import { onScopeDispose, type Ref, readonly, ref } from 'vue'

/** The server's time, ticking each second. @param aheadMs how far the server's clock is ahead of this one */
export function useNow(aheadMs: number): Readonly<Ref<number>> {
  const now = ref(Date.now() + aheadMs)
  const timer = setInterval(() => {
    now.value = Date.now() + aheadMs
  }, 1_000)
  onScopeDispose(() => clearInterval(timer))
  return readonly(now)
}
