/** @jest-environment jsdom */
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { buildSdk } from '../../testing/built-sdk'
import { installWx, render, textsIn } from '../../testing/simulate'

let out = ''
beforeAll(() => {
  out = buildSdk()
}, 60_000)
afterAll(() => rmSync(out, { recursive: true, force: true }))
beforeEach(() => {
  jest.resetModules()
})

function show(properties: Record<string, unknown> = {}) {
  const toasts: string[] = []
  installWx({
    getAppBaseInfo: () => ({ language: 'en' }),
    showToast: ({ title }: { title: string }) => toasts.push(title),
  })
  const composer = render(out, 'composer', properties)
  const page = document.createElement('div')
  composer.attach(page)
  const events: [string, unknown][] = []
  for (const name of ['send', 'keyboard']) composer.addEventListener(name, ({ detail }) => events.push([name, detail]))
  const emit = async (selector: string, name: string, detail: unknown = {}) => {
    composer.querySelector(selector)?.dispatchEvent(name, { detail })
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
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
    expect(events).toEqual([['send', { text: 'hello' }]])
    expect(composer.instance.data.value).toBe('')
    expect(see('send')).toEqual([])
  })
  test('sends nothing twice, and nothing that is blank', async () => {
    const { emit, events } = show()
    await emit('.input', 'input', { value: 'hello' })
    await emit('.input', 'confirm', { value: 'hello' })
    await emit('.input', 'confirm', { value: '' })
    expect(events).toHaveLength(1)
  })
  test('says so when a message is as long as it can be', async () => {
    const { emit, toasts } = show()
    await emit('.input', 'input', { value: 'x'.repeat(3_999) })
    expect(toasts).toEqual([])
    await emit('.input', 'input', { value: 'x'.repeat(4_000) })
    expect(toasts).toEqual(['A message holds 4000 characters; please send several'])
  })
  test('rests on the safe area, except on the keyboard, whose height it tells', async () => {
    const { composer, emit, events, see } = show()
    expect(see('composer-rest')).toHaveLength(1)
    await emit('.input', 'keyboardheightchange', { height: 300 })
    expect(events).toEqual([['keyboard', { height: 300 }]])
    composer.setData({ keyboard: 300 })
    expect(see('composer-rest')).toHaveLength(0)
  })
})
