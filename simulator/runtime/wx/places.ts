import { openModal } from '../frame/modal'
import { texts } from '../frame/texts'
import { number, text } from '../record'
import { ApiFailure, allAsynchronous } from './api'
import { requirePermission } from './permissions'

/** There is no map here: the one place that can be chosen, under a name that can be. */
const PLACE = { latitude: 39.908_72, longitude: 116.397_49, name: '天安门', address: '北京市东城区东长安街' }

/** `wx.chooseLocation` and its like. */
export const places = allAsynchronous({
  async chooseLocation() {
    requirePermission('scope.userLocation')
    const { confirm, content } = await openModal({
      ...{ title: texts().place, content: PLACE.name, showCancel: true, cancelText: '', confirmText: '' },
      ...{ confirmColor: '', editable: true, placeholder: '' },
    })
    if (!confirm) throw new ApiFailure('cancel')
    return { ...PLACE, name: content ?? PLACE.name }
  },
  getLocation() {
    requirePermission('scope.userLocation')
    return { latitude: PLACE.latitude, longitude: PLACE.longitude, accuracy: 30 }
  },
  async openLocation({ latitude, longitude, name, address }) {
    const at = `${number(latitude, 0)}, ${number(longitude, 0)}`
    await openModal({
      ...{ title: text(name, at), content: `${text(address)}\n${at}`, showCancel: false, cancelText: '' },
      ...{ confirmText: '', confirmColor: '', editable: false, placeholder: '' },
    })
  },
})
