import { MAX_VOICE_SECONDS } from '@ccc-store/core/protocol'
import type { LocalFile } from '../../platform/local-file'
import { loudness } from './loudness'

/** What the button says: a text of this name; empty while nothing is recorded. */
export type Recording = '' | 'talking' | 'tapped' | 'letGo'

/** The component around the button. */
export interface VoiceScreen {
  show(recording: Recording): void
  /** whole seconds since it began */
  seconds(seconds: number): void
  /** how loud it is now, 0 to 1 */
  level(level: number): void
  /** asks for the microphone; false when it cannot be used, which was told */
  allowed(): Promise<boolean>
  say(file: LocalFile): void
  tooShort(): void
  /** the recorder gave up; `error` as WeChat gives it */
  failed(error: unknown): void
}

/** A touch shorter than this is a tap: it goes on recording until the next one. */
const TAP_MS = 400
/** The finger this far above where it came down wants to cancel. */
const AWAY_PX = 60
const SHORTEST_MS = 1_000

/** There is one recorder; it tells whoever started it last. */
interface Listener {
  stopped(file: LocalFile, ms: number): void
  failed(error: unknown): void
  level(level: number): void
}
let recorder: WechatMiniprogram.RecorderManager | null = null
let listener: Listener | null = null

function record(given: Listener): void {
  listener = given
  if (!recorder) {
    recorder = wx.getRecorderManager()
    recorder.onStop(({ tempFilePath: path, fileSize: size, duration }) => {
      const seconds = Math.min(MAX_VOICE_SECONDS, Math.max(1, Math.round(duration / 1_000)))
      listener?.stopped({ kind: 'voice', path, name: 'voice.mp3', size, seconds }, duration)
    })
    recorder.onError((error) => listener?.failed(error))
    recorder.onFrameRecorded(({ frameBuffer }) => listener?.level(loudness(frameBuffer)))
  }
  recorder.start({
    duration: MAX_VOICE_SECONDS * 1_000,
    sampleRate: 16_000,
    numberOfChannels: 1,
    encodeBitRate: 48_000,
    format: 'mp3',
    // KB: some six times a second
    frameSize: 1,
  })
}

/** Hold to talk, slide up to cancel; or tap to begin and tap to send, for who cannot hold. */
export function createVoiceButton(screen: VoiceScreen) {
  let recording: Recording = ''
  /** how it is to begin once the microphone is there; empty when nobody wants that any more */
  let wanted: Recording = ''
  let isAsking = false
  let downAt = 0
  let downY = 0
  let drop = false
  let stopClock = () => {}

  return { touch, move, release, cancel, toggle }

  function touch(y: number, now: number): void {
    downAt = now
    downY = y
    if (recording === '') begin('talking')
    else finish(false)
  }

  function move(y: number): void {
    if (recording === 'talking' || recording === 'letGo') say(downY - y > AWAY_PX ? 'letGo' : 'talking')
  }

  function release(now: number): void {
    const isTap = now - downAt < TAP_MS
    // WeChat may still ask for the microphone: a tap meant to begin, a hold is over
    if (wanted === 'talking') wanted = isTap ? 'tapped' : ''
    if (recording === 'letGo') finish(true)
    else if (recording === 'talking') {
      if (isTap) say('tapped')
      else finish(false)
    }
  }

  /** Whatever is recorded is not sent: the page went, the touch was taken away. */
  function cancel(): void {
    wanted = ''
    if (recording !== '') finish(true)
  }

  /** A tap without a touch, as screen readers make it. */
  function toggle(now: number): void {
    if (now - downAt < 2 * TAP_MS) return
    if (recording === '') begin('tapped')
    else finish(false)
  }

  function begin(how: Recording): void {
    wanted = how
    if (isAsking) return
    isAsking = true
    screen.allowed().then((allowed) => {
      isAsking = false
      if (allowed && wanted !== '') start(wanted)
      wanted = ''
    })
  }

  function start(how: Recording): void {
    let seconds = 0
    drop = false
    screen.seconds(0)
    screen.level(0)
    say(how)
    const clock = setInterval(() => {
      seconds += 1
      screen.seconds(seconds)
    }, 1_000)
    stopClock = () => clearInterval(clock)
    record({
      stopped(file, ms) {
        over()
        if (drop) return
        if (ms < SHORTEST_MS) screen.tooShort()
        else screen.say(file)
      },
      failed(error) {
        over()
        screen.failed(error)
      },
      level: screen.level,
    })
  }

  function over(): void {
    stopClock()
    say('')
  }

  function finish(dropped: boolean): void {
    drop = dropped
    wanted = ''
    recorder?.stop()
  }

  function say(now: Recording): void {
    if (now === recording) return
    recording = now
    screen.show(now)
  }
}

export type VoiceButton = ReturnType<typeof createVoiceButton>
