import { computed, onScopeDispose, type Ref, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { usePreferences } from '../preferences/use-preferences'
import type { DeskContext } from './desk-context'
import { RingSound } from './ring-sound'
import { useCustomerName } from './use-customer-name'

/**
 * Makes a ringing session heard, and seen in the page's title, until it is answered.
 * @returns whether the browser still forbids the sound
 */
export function useRinging({ rows, now }: DeskContext): { blocked: Ref<boolean> } {
  const { t } = useI18n()
  const { preferences } = usePreferences()
  const nameOf = useCustomerName()
  const sound = new RingSound()
  const blocked = ref(false)
  const ringing = computed(() => rows.value.find(({ session, underWay }) => session.phase === 'ringing' && !underWay))
  const unread = computed(() => rows.value.reduce((sum, row) => sum + row.unread, 0))

  watch(
    () => ringing.value !== undefined && !preferences.muted,
    (rings) => {
      if (rings) blocked.value = !sound.start()
      else sound.stop()
    },
    { immediate: true },
  )
  watch(
    () => {
      const call = ringing.value
      // the title's two faces change each second
      if (call && Math.floor(now.value / 1_000) % 2 === 0) {
        return `【${t('sessions.ringing')}】${nameOf(call.session.customer)}`
      }
      return unread.value > 0 ? `(${unread.value}) ${t('desk')}` : t('desk')
    },
    (title) => {
      document.title = title
    },
  )

  const unlock = () => {
    void sound.unlock().then((plays) => {
      blocked.value = !plays
    })
  }
  for (const touch of ['pointerdown', 'keydown'] as const) document.addEventListener(touch, unlock, { once: true })
  onScopeDispose(() => {
    for (const touch of ['pointerdown', 'keydown'] as const) document.removeEventListener(touch, unlock)
    sound.close()
    document.title = t('desk')
  })
  return { blocked }
}
