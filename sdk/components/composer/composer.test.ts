/** @jest-environment jsdom */
import { beforeEach, describe, expect, jest, test } from '@jest/globals'
import { builtSdk } from '../../testing/built-sdk'
import { wxFailure } from '../../testing/fake-wx'
import { installWx, render, textsIn } from '../../testing/simulate'

const out = builtSdk()
beforeEach(() => {
  stored.clear()
  jest.resetModules()
})

const stored = new Map<string, unknown>()

function show(properties: Record<string, unknown> = {}) {
  const toasts: string[] = []
  installWx({
    getAppBaseInfo: () => ({ language: 'en' }),
    showToast: ({ title }: { title: string }) => toasts.push(title),
    hideKeyboard: () => {},
    chooseMedia: undefined,
    chooseLocation: () => Promise.resolve({ latitude: 1, longitude: 2, name: 'n', address: 'a' }),
    chooseMessageFile: () => Promise.resolve({ tempFiles: [{ path: 'wxfile://1', name: 'a.pdf', size: 3 }] }),
    getStorageSync: (key: string) => stored.get(key) ?? '',
    setStorage: ({ key, data }: { key: string; data: unknown }) => stored.set(key, data),
  })
  const composer = render(out, 'composer', properties)
  const page = document.createElement('div')
  composer.attach(page)
  const events: [string, unknown][] = []
  for (const name of ['send', 'keyboard', 'file', 'content', 'typing', 'unquote'])
    composer.addEventListener(name, ({ detail }) => events.push([name, detail]))
  const emit = async (selector: string, name: string, detail: unknown = {}) => {
    composer.querySelector(selector)?.dispatchEvent(name, { detail })
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  }
  return { composer, events, toasts, emit, see: (name: string) => textsIn(page, name) }
}

describe('the composer', () => {
  test('shows the button only when there is something to send', async () => {
    const { emit, see } = show()
    expect(see('send')).toEqual([])
    await emit('.input', 'input', { value: '  ' })
    expect(see('send')).toEqual([])
    await emit('.input', 'input', { value: 'hello' })
    expect(see('send')).toEqual(['Send'])
  })
  test('sends what was written, without the space around it, and is empty again', async () => {
    const { composer, emit, events, see } = show()
    await emit('.input', 'input', { value: ' hello\n' })
    await emit('.send', 'tap')
    expect(events.at(-1)).toEqual(['send', { text: 'hello' }])
    expect(composer.instance.data.value).toBe('')
    expect(see('send')).toEqual([])
  })
  test('sends nothing twice, and nothing that is blank', async () => {
    const { emit, events } = show()
    await emit('.input', 'input', { value: 'hello' })
    await emit('.input', 'confirm', { value: 'hello' })
    await emit('.input', 'confirm', { value: '' })
    expect(events.filter(([name]) => name === 'send')).toHaveLength(1)
  })
  test('says so when a message is as long as it can be', async () => {
    const { emit, toasts } = show()
    await emit('.input', 'input', { value: 'x'.repeat(3_999) })
    expect(toasts).toEqual([])
    await emit('.input', 'input', { value: 'x'.repeat(4_000) })
    expect(toasts).toEqual(['4000 characters at most'])
  })
  test('rests on the safe area, except on the keyboard, whose height it tells', async () => {
    const { composer, emit, events, see } = show()
    expect(see('composer-rest')).toHaveLength(1)
    await emit('.input', 'keyboardheightchange', { height: 300 })
    expect(events).toEqual([['keyboard', { height: 300 }]])
    composer.setData({ keyboard: 300 })
    expect(see('composer-rest')).toHaveLength(0)
  })
  test('tells that somebody types, not that they delete', async () => {
    const { emit, events } = show()
    await emit('.input', 'input', { value: 'h' })
    await emit('.input', 'input', { value: '' })
    expect(events.map(([name]) => name)).toEqual(['typing'])
  })
  test('puts emoji where the cursor was', async () => {
    const { composer, emit, see } = show()
    await emit('.input', 'input', { value: 'ab', cursor: 1 })
    await emit('.icon-emoji', 'tap')
    expect(see('emoji').length).toBeGreaterThanOrEqual(60)
    await emit('.emoji', 'tap')
    await emit('.emoji', 'tap')
    expect(composer.instance.data.value).toBe('a😀😀b')
  })
  test('offers only what this WeChat has, and hands over what was picked', async () => {
    const { emit, events, see } = show()
    await emit('.icon-more', 'tap')
    expect(see('name')).toEqual(['File', 'Location'])
    expect(see('choice').join('')).not.toMatch(/\p{Extended_Pictographic}/u)
    await emit('.choice', 'tap')
    expect(events).toEqual([['file', { file: { kind: 'file', path: 'wxfile://1', name: 'a.pdf', size: 3 } }]])
    expect(see('choice')).toEqual([])
  })
  test('that is plain offers words and emoji alone', () => {
    const { see } = show({ plain: true })
    expect([see('icon-more').length, see('icon-voice').length, see('icon-emoji').length]).toEqual([0, 0, 1])
  })
  test('shows what will be answered, until that is given up', async () => {
    const { emit, events, see } = show({ quote: { seq: 1, name: 'Lin', text: 'hi' } })
    expect(see('quoted')).toEqual(['Lin: hi'])
    await emit('.quote .tool', 'tap')
    expect(events).toEqual([['unquote', undefined]])
  })
  test('keeps what was not sent, and forgets what was', async () => {
    const first = show({ draftKey: 'c1' })
    await first.emit('.input', 'input', { value: 'half a sent' })
    first.composer.detach()
    expect(stored.get('ccc-draft:c1')).toBe('half a sent')
    jest.resetModules()
    const second = show({ draftKey: 'c1' })
    expect(second.composer.instance.data).toMatchObject({ value: 'half a sent', ready: true })
    await second.emit('.send', 'tap')
    expect(stored.get('ccc-draft:c1')).toBe('')
  })
  test('ends a recording when a panel takes the button away that would send it', async () => {
    const { composer, emit, events } = show()
    let stopped = (_: object) => {}
    const recorder = {
      ...{ start() {}, onStart() {}, onError() {}, onFrameRecorded() {} },
      stop: () => stopped({ duration: 5_000, tempFilePath: 'wxfile://v', fileSize: 9 }),
      onStop: (handler: typeof stopped) => {
        stopped = handler
      },
    }
    installWx({ getRecorderManager: () => recorder, authorize: () => Promise.resolve() })
    await emit('.icon-voice', 'tap')
    await emit('.hold', 'touchstart')
    await emit('.hold', 'touchend')
    expect(composer.instance.data.recording).toBe('tapped')
    await emit('.icon-emoji', 'tap')
    expect([composer.instance.data.recording, events]).toEqual(['', []])
  })
  test('shows over the messages how long and how loud somebody talks, and a way to give up', async () => {
    const { composer, emit, see } = show()
    expect(see('cover')).toEqual([])
    await emit('.icon-voice', 'tap')
    composer.setData({ recording: 'tapped', seconds: 7, level: 0.5 })
    expect([see('wave'), see('cover'), see('wave-bar').length]).toEqual([
      ['7″'],
      [expect.stringMatching(/Tap to send\s*$/)],
      5,
    ])
    composer.setData({ recording: 'letGo', seconds: 52 })
    expect([see('wave'), see('cover'), see('away-letGo').length]).toEqual([
      ['52″ / 60″'],
      [expect.stringMatching(/Release to cancel\s*$/)],
      1,
    ])
  })
  test.each([
    ['undeclared', 'File cannot be used now'],
    ['system', 'File: please allow it in the settings'],
    ['broken', 'File cannot be used now'],
  ] as const)('says what it means that a chooser is %s', async (failure, words) => {
    const error = jest.spyOn(console, 'error').mockImplementation(() => {})
    const { emit, toasts } = show()
    installWx({ chooseMessageFile: () => Promise.reject(wxFailure('chooseMessageFile', failure)) })
    await emit('.icon-more', 'tap')
    await emit('.choice', 'tap')
    expect(toasts).toEqual([words])
    error.mockRestore()
  })
  test('shuts its panel when it is told to, and tells that its height changed', async () => {
    const { composer, emit, see, events } = show()
    await emit('.icon-more', 'tap')
    composer.addEventListener('resize', () => events.push(['resize', undefined]))
    Reflect.get(composer.instance, 'shut').call(composer.instance)
    await emit('.none', 'tap')
    expect([see('panel'), events]).toEqual([[], [['resize', undefined]]])
  })
  test('takes words to be written again after those that are there', async () => {
    const { composer, emit, see } = show()
    await emit('.input', 'input', { value: 'and ' })
    Reflect.get(composer.instance, 'insert').call(composer.instance, 'again')
    expect([composer.instance.data.value, see('send')]).toEqual(['and again', ['Send']])
  })
  test('turns into a button to talk', async () => {
    const { emit, see } = show()
    await emit('.icon-voice', 'tap')
    expect(see('hold')).toEqual(['Hold to talk'])
    await emit('.icon-keyboard', 'tap')
    expect(see('hold')).toEqual([])
  })
})
