import type { Texts } from '../texts/texts'

/**
 * Opens what a text names: dials a phone number; copies a web address, since a mini-program opens no pages of others.
 * A phone that refuses says so itself.
 */
export function openLink(link: string, texts: Texts): void {
  if (/^https?:/i.test(link)) {
    wx.setClipboardData({ data: link, success: () => wx.showToast({ title: texts.copied, icon: 'none' }), fail() {} })
  } else wx.makePhoneCall({ phoneNumber: link.replace(/-/g, ''), fail() {} })
}
