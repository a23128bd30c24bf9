import { openLink } from '../../client/open-link'
import { tellFailure } from '../../client/phone-failure'
import { toast } from '../../client/toast'
import type { Attachment } from '../../store/view-rows'
import type { Texts } from '../../texts/texts'
import { playVoice } from './voice-player'

/** The component whose attachment was tapped. */
export interface AttachmentScreen {
  /** a link to the file that is good now */
  freshUrl(fileId: string): Promise<string>
  playing(playing: boolean): void
  /** percent downloaded; -1 when done */
  loading(percent: number): void
}

type Failed = { errMsg: string }
type Fail = (error?: unknown) => void

/** Shows, plays or opens what was tapped, with the means of the phone; says so where that does not work. */
export function openAttachment(body: Attachment, src: string, texts: Texts, screen: AttachmentScreen): void {
  const broken: Fail = (error) => tellFailure(error, texts[body.kind], texts, texts.broken)
  if (body.kind === 'link') openLink(body.url, texts)
  else if (body.kind === 'location') {
    const { latitude, longitude, name, address } = body
    wx.openLocation({ latitude, longitude, name, address, fail: broken })
  } else if (body.kind === 'card') openPage(body.card.path, texts, broken)
  else {
    const here = (): string => src
    const address = 'file' in body ? screen.freshUrl(body.file.fileId).catch(here) : Promise.resolve(src)
    address.then((url) => (url ? show(body.kind, url, screen, broken) : broken()))
  }
}

/** A page of the tab bar is opened in another way, and without a query. */
function openPage(path: string | undefined, texts: Texts, broken: Fail): void {
  if (!path) return
  // without its slash it would be looked for beside the chat
  const url = path.replace(/^\/?/, '/')
  const failed = (error: Failed): void => {
    if (!/not found|not exist|not in app/i.test(error.errMsg)) broken(error)
    else {
      console.error(`[ccc-store] card.path: ${error.errMsg}`)
      toast(texts.noPage)
    }
  }
  const fail = (error: Failed): void => {
    if (/tab/i.test(error.errMsg)) wx.switchTab({ url: url.split('?')[0] || '', fail: failed })
    else failed(error)
  }
  wx.navigateTo({ url, fail })
}

function show(kind: Attachment['kind'], url: string, screen: AttachmentScreen, broken: Fail): void {
  if (kind === 'image') wx.previewImage({ urls: [url], fail: broken })
  else if (kind === 'video') wx.previewMedia({ sources: [{ url, type: 'video' }], fail: broken })
  else if (kind === 'file') openFile(url, screen, broken)
  else {
    screen.playing(true)
    playVoice(url, (failed) => {
      screen.playing(false)
      if (failed) broken()
    })
  }
}

function openFile(url: string, screen: AttachmentScreen, broken: Fail): void {
  const open = (filePath: string): void => {
    wx.openDocument({ filePath, showMenu: true, fail: broken })
  }
  // what is on its way lies on this phone: `wxfile://`, in DevTools `http://tmp/`
  if (!/^https?:\/\/(?!tmp\/)/.test(url)) open(url)
  else {
    screen.loading(0)
    const task = wx.downloadFile({
      url,
      success: ({ statusCode, tempFilePath }) => (statusCode === 200 ? open(tempFilePath) : broken()),
      fail: broken,
      complete: () => screen.loading(-1),
    })
    task.onProgressUpdate(({ progress }) => screen.loading(Math.min(99, progress)))
  }
}
