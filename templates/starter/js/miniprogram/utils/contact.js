import { requestLogin } from './login'

/**
 * 登录，然后打开客服页面；登录不成时说明原因。
 * Logs in and opens the customer-service page, or says why it could not.
 */
export async function contactService() {
  wx.showLoading({ title: '正在接通', mask: true })
  try {
    await requestLogin()
    wx.hideLoading()
    wx.navigateTo({ url: '/ccc/pages/chat/index' })
  } catch (error) {
    wx.hideLoading()
    wx.showModal({
      title: '暂时无法接通',
      content: error instanceof Error ? error.message : '请稍后再试',
      showCancel: false,
    })
  }
}
