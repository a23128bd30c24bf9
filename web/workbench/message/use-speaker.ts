import { useI18n } from 'vue-i18n'
import type { Line } from '../../desk/lines'
import { useDesk } from '../desk-context'

/** Who says a line, in the words of the agent at the desk. @param customer what the customer is called */
export function useSpeaker(customer: () => string): (line: Line) => string {
  const { t } = useI18n()
  const { state } = useDesk()
  return ({ from, agent }) => {
    if (from === 'customer') return customer()
    if (from === 'system') return t('conversation.flow')
    const isMe = !agent || agent.staffNo === state.value.desk?.agent.staffNo
    return isMe ? t('conversation.me') : `${agent.name} ${agent.staffNo}`
  }
}
