import { resolveAsset } from '../asset-url'
import { type Fields, fields, number, text } from '../record'
import { ApiEvent, ApiFailure, asynchronous, refuseFailing } from './api'
import { fileUrl, registerFile } from './file-registry'
import { encodeWav } from './wav'

/** `wx.createInnerAudioContext`: plays a registered or a web file. */
export function createInnerAudioContext(): Fields {
  const audio = new Audio()
  const events = {
    Play: new ApiEvent<object>(),
    Pause: new ApiEvent<object>(),
    Stop: new ApiEvent<object>(),
    Ended: new ApiEvent<object>(),
    TimeUpdate: new ApiEvent<object>(),
    Error: new ApiEvent<object>(),
    Canplay: new ApiEvent<object>(),
  }
  let src = ''
  audio.addEventListener('play', () => events.Play.emit({}))
  audio.addEventListener('ended', () => events.Ended.emit({}))
  audio.addEventListener('timeupdate', () => events.TimeUpdate.emit({}))
  audio.addEventListener('canplay', () => events.Canplay.emit({}))
  const failed = () => events.Error.emit({ errCode: 10_001, errMsg: 'play fail' })
  audio.addEventListener('error', failed)
  return {
    get src() {
      return src
    },
    set src(value: unknown) {
      src = text(value)
      audio.src = fileUrl(src) ?? resolveAsset(src)
    },
    get duration() {
      return audio.duration || 0
    },
    get currentTime() {
      return audio.currentTime
    },
    get paused() {
      return audio.paused
    },
    obeyMuteSwitch: true,
    autoplay: false,
    loop: false,
    play: () => {
      audio.play().catch(failed)
    },
    pause: () => {
      audio.pause()
      events.Pause.emit({})
    },
    stop: () => {
      audio.pause()
      audio.currentTime = 0
      events.Stop.emit({})
    },
    seek: (position: unknown) => {
      audio.currentTime = number(position, 0)
    },
    destroy: () => audio.removeAttribute('src'),
    ...Object.fromEntries(
      Object.entries(events).flatMap(([name, event]): [string, unknown][] => [
        [`on${name}`, event.on],
        [`off${name}`, event.off],
      ]),
    ),
  }
}

/** A browser plays whatever the mute switch and other programs do. */
export const setInnerAudioOption = asynchronous('setInnerAudioOption', () => {})

/** One recording under way. */
interface Take {
  recorder: MediaRecorder
  chunks: Blob[]
  startedAt: number
  giveUp: number
}

/**
 * `wx.getRecorderManager`: records the browser's microphone. Whatever format is asked for, the file is WAV, which is one
 * of WeChat's: browsers write no MP3.
 */
function makeRecorder(): Fields {
  const events = {
    Start: new ApiEvent<object>(),
    Stop: new ApiEvent<object>(),
    Error: new ApiEvent<object>(),
    FrameRecorded: new ApiEvent<object>(),
  }
  let take: Take | undefined
  const failed = (error: unknown) => {
    take = undefined
    const more = error instanceof ApiFailure ? error.extra : {}
    events.Error.emit({
      errMsg: `operateRecorder:fail ${error instanceof Error ? error.message : String(error)}`,
      ...more,
    })
  }

  const start = async (options: Fields) => {
    refuseFailing('operateRecorder')
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    const recorder = new MediaRecorder(stream)
    const giveUp = window.setTimeout(stop, number(options.duration, 60_000))
    const current: Take = { recorder, chunks: [], startedAt: performance.now(), giveUp }
    take = current
    recorder.addEventListener('dataavailable', ({ data }) => current.chunks.push(data))
    recorder.addEventListener('stop', () => {
      for (const track of stream.getTracks()) track.stop()
      finish(current).catch(failed)
    })
    recorder.start()
    events.Start.emit({})
  }
  const finish = async ({ chunks, startedAt }: Take) => {
    const duration = performance.now() - startedAt
    const file = await encodeWav(new Blob(chunks))
    events.Stop.emit({ tempFilePath: registerFile(file, 'voice.wav'), duration, fileSize: file.size })
  }
  const stop = () => {
    if (!take) return
    window.clearTimeout(take.giveUp)
    take.recorder.stop()
    take = undefined
  }
  return {
    start: (options: unknown) => {
      start(fields(options)).catch(failed)
    },
    stop,
    onStart: events.Start.on,
    onStop: events.Stop.on,
    onError: events.Error.on,
    /** Never: there are no frames of the format that was asked for. */
    onFrameRecorded: events.FrameRecorded.on,
  }
}

let manager: Fields | undefined

/** There is one recorder for the whole mini-program. */
export const getRecorderManager = (): Fields => {
  manager ??= makeRecorder()
  return manager
}
