import type { DeskSession } from '@ccc-store/core/protocol'
import { useI18n } from 'vue-i18n'

/** Since October 2022 WeChat gives every customer this name. */
const ANONYMOUS = '微信用户'

/** How a customer is called at the desk: those without a name are told apart by the end of their id. */
export function useCustomerName(): (customer: Pick<DeskSession['customer'], 'name' | 'customerId'>) => string {
  const { t } = useI18n()
  return ({ name, customerId }) =>
    name === '' || name === ANONYMOUS ? `${t('customer.anonymous')} ${customerId.slice(-4)}` : name
}
