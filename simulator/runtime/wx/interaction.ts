import { openModal } from '../frame/modal'
import { askForChoice } from '../frame/sheet'
import { hideToast, showToast } from '../frame/toast'
import { number, text } from '../record'
import { ApiFailure, allAsynchronous } from './api'

const TOAST_DURATION = 1500

/** `wx.showModal` and its like, drawn over the mini-program. */
export const interaction = allAsynchronous({
  showToast({ title, icon, mask, duration }) {
    showToast('toast', text(title), text(icon, 'success'), mask === true, number(duration, TOAST_DURATION))
  },
  hideToast: () => hideToast('toast'),
  showLoading({ title, mask }) {
    showToast('loading', text(title), 'loading', mask === true, 0)
  },
  hideLoading: () => hideToast('loading'),
  async showModal(options) {
    return {
      ...(await openModal({
        title: text(options.title),
        content: text(options.content),
        showCancel: options.showCancel !== false,
        cancelText: text(options.cancelText),
        confirmText: text(options.confirmText),
        confirmColor: text(options.confirmColor),
        editable: options.editable === true,
        placeholder: text(options.placeholderText),
      })),
    }
  },
  async showActionSheet({ alertText, itemList, itemColor }) {
    const items = Array.isArray(itemList) ? itemList.map((item) => text(item)) : []
    if (items.length === 0) throw new ApiFailure('parameter error: itemList should not be empty')
    const tapIndex = await askForChoice({ title: text(alertText), items, color: text(itemColor) })
    if (tapIndex === undefined) throw new ApiFailure('cancel')
    return { tapIndex }
  },
})
