/** A short word at the middle of the screen, which goes by itself. */
export const toast = (title: string): void => {
  wx.showToast({ title, icon: 'none' })
}
