import { MAX_VOICE_SECONDS } from '@ccc-store/core/protocol'
import type { LocalFile } from '../../platform/local-file'

/** What the button says: a text of this name; empty while nothing is recorded. */
export type Recording = '' | 'talking' | 'tapped' | 'letGo'

/** The component around the button. */
export interface VoiceScreen {
  show(recording: Recording): void
  /** asks for the microphone; false when it was refused */
  allowed(): Promise<boolean>
  say(file: LocalFile): void
  tooShort(): void
}

/** A touch shorter than this is a tap: it goes on recording until the next one. */
const TAP_MS = 400
/** The finger this far above where it came down wants to cancel. */
const AWAY_PX = 60
const SHORTEST_MS = 1_000

/** There is one recorder; it tells whoever started it last. */
let recorder: WechatMiniprogram.RecorderManager | null = null
let stopped = (_file: LocalFile | null, _ms: number): void => {}

function record(over: typeof stopped): void {
  stopped = over
  if (!recorder) {
    recorder = wx.getRecorderManager()
    recorder.onStop(({ tempFilePath: path, fileSize: size, duration }) => {
      const seconds = Math.min(MAX_VOICE_SECONDS, Math.max(1, Math.round(duration / 1_000)))
      stopped({ kind: 'voice', path, name: 'voice.mp3', size, seconds }, duration)
    })
    recorder.onError(() => stopped(null, 0))
  }
  recorder.start({
    duration: MAX_VOICE_SECONDS * 1_000,
    sampleRate: 16_000,
    numberOfChannels: 1,
    encodeBitRate: 48_000,
    format: 'mp3',
  })
}

/** Hold to talk, slide up to cancel; or tap to begin and tap to send, for who cannot hold. */
export class VoiceButton {
  private recording: Recording = ''
  /** the finger is down, or a tap waits for the microphone */
  private wanted = false
  private downAt = 0
  private downY = 0
  private drop = false

  constructor(private readonly screen: VoiceScreen) {}

  touch(y: number, now: number): void {
    this.downAt = now
    this.downY = y
    if (this.recording === '') this.begin('talking')
    else this.finish(false)
  }

  move(y: number): void {
    if (this.recording === 'talking' || this.recording === 'letGo') {
      this.say(this.downY - y > AWAY_PX ? 'letGo' : 'talking')
    }
  }

  release(now: number): void {
    this.wanted = false
    if (this.recording === 'letGo') this.finish(true)
    else if (this.recording === 'talking') {
      if (now - this.downAt < TAP_MS) this.say('tapped')
      else this.finish(false)
    }
  }

  /** Whatever is recorded is not sent: the page went, the touch was taken away. */
  cancel(): void {
    this.wanted = false
    if (this.recording !== '') this.finish(true)
  }

  /** A tap without a touch, as screen readers make it. */
  toggle(now: number): void {
    if (now - this.downAt < 2 * TAP_MS) return
    if (this.recording === '') this.begin('tapped')
    else this.finish(false)
  }

  private begin(how: Recording): void {
    this.wanted = true
    this.screen.allowed().then((allowed) => {
      // the finger may have gone while WeChat asked
      if (!allowed || !this.wanted) return
      this.drop = false
      this.say(how)
      record((file, ms) => {
        this.say('')
        if (this.drop || !file) return
        if (ms < SHORTEST_MS) this.screen.tooShort()
        else this.screen.say(file)
      })
    })
  }

  private finish(drop: boolean): void {
    this.drop = drop
    this.wanted = false
    recorder?.stop()
  }

  private say(recording: Recording): void {
    if (recording === this.recording) return
    this.recording = recording
    this.screen.show(recording)
  }
}
