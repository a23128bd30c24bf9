import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import type { LocalFile } from '../../platform/local-file'
import { wxFailure } from '../../testing/fake-wx'

interface Stopped {
  tempFilePath: string
  fileSize: number
  duration: number
}

/** The phone's one recorder, whose recordings last as long as a test says. */
class Recorder {
  isOn = false
  lasts = 3_000
  private stopped: (result: Stopped) => void = () => {}
  private failed: (error: unknown) => void = () => {}
  private framed: (frame: { frameBuffer: ArrayBuffer }) => void = () => {}
  start(): void {
    this.isOn = true
  }
  stop(): void {
    this.isOn = false
    this.stopped({ tempFilePath: 'wxfile://v.mp3', fileSize: 9, duration: this.lasts })
  }
  fail(): void {
    this.isOn = false
    this.failed(wxFailure('operateRecorder', 'broken'))
  }
  onStop(handler: (result: Stopped) => void): void {
    this.stopped = handler
  }
  onError(handler: (error: unknown) => void): void {
    this.failed = handler
  }
  onFrameRecorded(handler: (frame: { frameBuffer: ArrayBuffer }) => void): void {
    this.framed = handler
  }
  hear(bytes: number[]): void {
    this.framed({ frameBuffer: Uint8Array.from(bytes).buffer })
  }
}

let recorder: Recorder
beforeEach(() => {
  recorder = new Recorder()
  Object.assign(globalThis, { wx: { getRecorderManager: () => recorder } })
  jest.resetModules()
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] })
})
afterEach(() => {
  jest.useRealTimers()
})

function setUp(allowed: boolean | Promise<boolean> = true) {
  const { createVoiceButton }: typeof import('./voice-button') = require('./voice-button')
  const shown: string[] = []
  const said: LocalFile[] = []
  const failures: unknown[] = []
  const counted: number[] = []
  const levels: number[] = []
  let short = 0
  const button = createVoiceButton({
    show: (recording) => shown.push(recording),
    seconds: (seconds) => counted.push(seconds),
    level: (level) => levels.push(level),
    allowed: () => Promise.resolve(allowed),
    say: (file) => said.push(file),
    tooShort: () => {
      short += 1
    },
    failed: (error) => failures.push(error),
  })
  const settle = async () => {
    for (let turn = 0; turn < 4; turn += 1) await Promise.resolve()
  }
  return { button, shown, said, failures, counted, levels, settle, short: () => short }
}

describe('the voice button', () => {
  test('records while it is held, and says it when it is let go', async () => {
    const { button, shown, said, settle } = setUp()
    button.touch(500, 0)
    await settle()
    expect([recorder.isOn, shown]).toEqual([true, ['talking']])
    button.release(3_000)
    expect(shown).toEqual(['talking', ''])
    expect(said).toEqual([{ kind: 'voice', path: 'wxfile://v.mp3', name: 'voice.mp3', size: 9, seconds: 3 }])
  })
  test('says nothing when the finger slid up, and again when it came back', async () => {
    const { button, shown, said, settle } = setUp()
    button.touch(500, 0)
    await settle()
    button.move(400)
    button.move(480)
    button.move(400)
    button.release(3_000)
    expect(shown).toEqual(['talking', 'letGo', 'talking', 'letGo', ''])
    expect(said).toEqual([])
  })
  test('goes on after a tap, until the next one', async () => {
    const { button, shown, said, settle } = setUp()
    button.touch(500, 0)
    await settle()
    button.release(200)
    button.toggle(210)
    expect([recorder.isOn, shown]).toEqual([true, ['talking', 'tapped']])
    button.touch(500, 4_000)
    button.release(4_100)
    button.toggle(4_110)
    expect([recorder.isOn, said.length]).toEqual([false, 1])
  })
  test('can be used by a screen reader, which makes taps without touches', async () => {
    const { button, said, settle } = setUp()
    button.toggle(10_000)
    await settle()
    expect(recorder.isOn).toBe(true)
    button.toggle(14_000)
    expect([recorder.isOn, said.length]).toEqual([false, 1])
  })
  test('begins after a tap, however late the microphone is allowed', async () => {
    let answer = (_allowed: boolean) => {}
    const asking = new Promise<boolean>((resolve) => {
      answer = resolve
    })
    const { button, shown, said, settle } = setUp(asking)
    button.touch(500, 0)
    button.release(100)
    button.toggle(110)
    await settle()
    expect([recorder.isOn, shown]).toEqual([false, []])
    answer(true)
    await settle()
    expect([recorder.isOn, shown]).toEqual([true, ['tapped']])
    button.touch(500, 9_000)
    button.release(9_100)
    expect([recorder.isOn, said.length]).toEqual([false, 1])
  })
  test('does not begin when a hold ended while WeChat asked, or the microphone was refused', async () => {
    const gone = setUp()
    gone.button.touch(500, 0)
    gone.button.release(900)
    await gone.settle()
    expect(recorder.isOn).toBe(false)
    const refused = setUp(false)
    refused.button.touch(500, 0)
    await refused.settle()
    expect(recorder.isOn).toBe(false)
  })
  test('counts the seconds, and says how loud it is, as long as it records', async () => {
    const { button, counted, levels, settle } = setUp()
    button.touch(500, 0)
    await settle()
    jest.advanceTimersByTime(2_500)
    // the head of a frame with a checksum-free side information: some sound, a global gain of 157
    recorder.hear([0xff, 0xf3, 0x48, 0xc4, 0, 0x10, 0, 0b10, 0b0111_0100])
    button.release(3_000)
    jest.advanceTimersByTime(5_000)
    expect(counted).toEqual([0, 1, 2])
    expect(levels.map((level) => level.toFixed(2))).toEqual(['0.00', '0.49'])
  })
  test('says that it was too short', async () => {
    const { button, said, settle, short } = setUp()
    recorder.lasts = 700
    button.touch(500, 0)
    await settle()
    button.release(700)
    expect([said.length, short()]).toEqual([0, 1])
  })
  test('says what was recorded when the minute is over by itself', async () => {
    const { button, said, settle } = setUp()
    recorder.lasts = 60_000
    button.touch(500, 0)
    await settle()
    recorder.stop()
    expect(said).toMatchObject([{ seconds: 60 }])
  })
  test('drops what was recorded when the page goes, or the recorder fails, which is told', async () => {
    const { button, said, shown, failures, settle } = setUp()
    button.touch(500, 0)
    await settle()
    button.cancel()
    button.touch(500, 5_000)
    await settle()
    recorder.fail()
    expect([said, shown]).toEqual([[], ['talking', '', 'talking', '']])
    expect(failures).toEqual([wxFailure('operateRecorder', 'broken')])
  })
})
