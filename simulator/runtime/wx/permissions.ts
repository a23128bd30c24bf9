import { openModal } from '../frame/modal'
import { texts } from '../frame/texts'
import { text } from '../record'
import { ApiFailure, allAsynchronous } from './api'

/** What the phone's owner refused, as `?deny=scope.record,scope.userLocation` says; the settings page lifts it. */
const denied = new Set((new URLSearchParams(location.search).get('deny') ?? '').split(',').filter(Boolean))
const asked = new Set<string>()

/** @throws ApiFailure `auth deny` */
export function requirePermission(scope: string): void {
  asked.add(scope)
  if (denied.has(scope)) throw new ApiFailure('auth deny')
}

const authSetting = () => Object.fromEntries([...asked].map((scope) => [scope, !denied.has(scope)]))

/** `wx.authorize` and its like. */
export const permissions = allAsynchronous({
  authorize: ({ scope }) => requirePermission(text(scope)),
  getSetting: () => ({ authSetting: authSetting() }),
  async openSetting() {
    const { confirm } = await openModal({
      ...{ title: texts().settings, content: [...denied].join('\n'), showCancel: true },
      ...{ cancelText: '', confirmText: texts().allow, confirmColor: '', editable: false, placeholder: '' },
    })
    if (confirm) denied.clear()
    return { authSetting: authSetting() }
  },
  requirePrivacyAuthorize: () => requirePermission('privacy'),
  getPrivacySetting: () => ({ needAuthorization: false, privacyContractName: '' }),
})
