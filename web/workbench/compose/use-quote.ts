import { type ComputedRef, computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { entriesOf } from '../../desk/desk-store'
import { isSpeech, summaryOf } from '../../desk/summary'
import { useDesk } from '../desk-context'
import { useSummary } from '../use-summary'

/** What the next message of a session answers. @param customer what the customer is called */
export function useQuote(
  sessionId: string,
  customer: () => string,
): {
  quote: ComputedRef<{ seq: number; name: string; text: string } | undefined>
  quoteLatest(): void
  unquote(): void
} {
  const { t } = useI18n()
  const { state, quotes } = useDesk()
  const summary = useSummary()
  const quote = computed(() => {
    const seq = quotes[sessionId]
    const entry = seq === undefined ? undefined : entriesOf(state.value, sessionId).find((each) => each.seq === seq)
    // taken back meanwhile: there is nothing left to answer
    if (!entry || entry.body.kind === 'recalled') return undefined
    const { role } = entry.from
    const name = role === 'customer' ? customer() : role === 'system' ? t('conversation.flow') : entry.from.name
    return { seq: entry.seq, name, text: summary(summaryOf(entry.body)) }
  })
  return {
    quote,
    quoteLatest() {
      const latest = entriesOf(state.value, sessionId).findLast(
        ({ from, body }) => from.role === 'customer' && isSpeech(body),
      )
      if (latest) quotes[sessionId] = latest.seq
    },
    unquote() {
      delete quotes[sessionId]
    },
  }
}
