let audio: WechatMiniprogram.InnerAudioContext | null = null
let ended = (): void => {}

/** Ends what is being played, if anything. */
export function stopVoice(): void {
  const tell = ended
  ended = () => {}
  audio?.stop()
  tell()
}

/**
 * Plays a voice message; the one before it ends.
 * @param over called once, when it ends for any reason
 */
export function playVoice(src: string, over: (failed: boolean) => void): void {
  stopVoice()
  if (!audio) {
    audio = wx.createInnerAudioContext()
    // an iPhone on silent still plays what somebody asked to hear, as WeChat does; it holds for the whole mini-program
    wx.setInnerAudioOption({ obeyMuteSwitch: false })
    audio.onEnded(stopVoice)
  }
  ended = () => over(false)
  audio.offError()
  audio.onError(() => {
    ended = () => {}
    over(true)
  })
  audio.src = src
  audio.play()
}
