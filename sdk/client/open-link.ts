import type { Texts } from '../texts/texts'
import { tellFailure } from './phone-failure'
import { toast } from './toast'

/** Opens what a text names: dials a phone number; copies a web address, since a mini-program opens no pages of others. */
export function openLink(link: string, texts: Texts): void {
  if (/^https?:/i.test(link)) copy(link, texts, () => toast(texts.copied))
  else {
    const phoneNumber = link.replace(/-/g, '')
    wx.makePhoneCall({ phoneNumber, fail: (error) => tellFailure(error, texts.phone, texts) })
  }
}

/** Puts a text on the clipboard, or says why that does not work. */
export function copy(data: string, texts: Texts, success = () => {}): void {
  wx.setClipboardData({ data, success, fail: (error) => tellFailure(error, texts.clipboard, texts) })
}
