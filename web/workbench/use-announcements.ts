import { type Ref, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { newsBetween } from '../desk/news'
import type { DeskContext } from './desk-context'
import { useCustomerName } from './use-customer-name'
import { useSummary } from './use-summary'

/** What a screen reader should say: a new call at once, messages of other sessions in their turn. */
export function useAnnouncements({ state, selectedId }: DeskContext): { urgent: Ref<string>; calm: Ref<string> } {
  const { t } = useI18n()
  const nameOf = useCustomerName()
  const summary = useSummary()
  const urgent = ref('')
  const calm = ref('')
  watch(
    state,
    (after, before) => {
      const { rings, messages, left } = newsBetween(before, after)
      const call = rings.at(-1)
      if (call) urgent.value = t('sessions.rings', { name: nameOf(call.customer) })
      // the transcript that is open is a live region of its own
      const other = messages.findLast(({ session }) => session.sessionId !== selectedId.value)
      if (other)
        calm.value = t('conversation.said', { name: nameOf(other.session.customer), text: summary(other.summary) })
      const word = left.at(-1)
      if (word) calm.value = t('left.news', { name: nameOf(word.customer), text: word.text })
    },
    // every state, not only the last of a turn
    { flush: 'sync' },
  )
  return { urgent, calm }
}
